import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/i18n/client-messages";

export default function CoursesLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["facts"]}>{children}</ClientMessages>;
}
