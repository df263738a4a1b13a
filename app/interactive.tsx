import type { ReactNode } from "react";
import { FocusKeeper } from "@/components/shell/focus-keeper";
import { LeaveGuard } from "@/components/shell/leave-guard";
import { SoftLinks } from "@/components/shell/soft-links";
import { StatusRegion } from "@/components/ui/status-region";

/**
 * Around the parts where something is done: the place where outcomes are said, links that keep the frame, a question
 * before something unsaved is lost, and a focus that is never nowhere. Pages that are only read go without, and weigh a
 * tenth.
 */
export function Interactive({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <StatusRegion />
      <SoftLinks />
      <LeaveGuard />
      <FocusKeeper />
    </>
  );
}
