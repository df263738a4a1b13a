import type { ReactNode } from "react";
import { FocusKeeper } from "@/components/shell/focus-keeper";
import { LeaveGuard } from "@/components/shell/leave-guard";
import { SoftLinks } from "@/components/shell/soft-links";
import { StatusRegion } from "@/components/ui/status-region";
import { ClientMessages } from "@/lib/i18n/client-messages";

type Props = { namespaces?: readonly string[]; children: ReactNode };

/**
 * Around the parts where something is done: the words client components say, the place where outcomes are said, links
 * that keep the frame, a question before something unsaved is lost, and a focus that is never nowhere. Pages that are only read go without, and weigh a tenth.
 */
export function Interactive({ namespaces, children }: Props) {
  return (
    <ClientMessages namespaces={namespaces}>
      {children}
      <StatusRegion />
      <SoftLinks />
      <LeaveGuard />
      <FocusKeeper />
    </ClientMessages>
  );
}
