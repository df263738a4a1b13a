import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/i18n/client-messages";

export default function JobsLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["jobs"]}>{children}</ClientMessages>;
}
