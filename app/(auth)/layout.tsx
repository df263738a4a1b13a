import type { ReactNode } from "react";
import { PublicPage } from "@/app/public-page";
import { ClientMessages } from "@/lib/i18n/client-messages";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <PublicPage signIn={false}>
      <ClientMessages namespaces={["auth"]}>{children}</ClientMessages>
    </PublicPage>
  );
}
