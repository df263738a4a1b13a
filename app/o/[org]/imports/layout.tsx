import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/i18n/client-messages";

export default function ImportsLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["imports"]}>{children}</ClientMessages>;
}
