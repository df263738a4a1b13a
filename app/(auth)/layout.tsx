import type { ReactNode } from "react";
import { Interactive } from "@/app/interactive";
import { PublicPage } from "@/app/public-page";
import { BrandMark } from "@/components/shell/brand";
import { ClientMessages } from "@/lib/i18n/client-messages";

/** The door: one small card, whatever is asked for at it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <PublicPage signIn={false}>
      <div className="mx-auto max-w-lg rounded-lg border border-line bg-surface p-5 shadow-raised sm:mt-4 sm:p-10">
        <div className="mb-4">
          <BrandMark size={48} />
        </div>
        <ClientMessages isFirst namespaces={["auth"]}>
          <Interactive>{children}</Interactive>
        </ClientMessages>
      </div>
    </PublicPage>
  );
}
