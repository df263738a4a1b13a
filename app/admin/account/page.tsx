import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountSections } from "@/app/account/account-sections";
import { globalAdmin } from "@/app/admin/platform";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AdminAccountPage() {
  const { userId } = await globalAdmin();
  const t = await getTranslations("account");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="space-y-6">
        <AccountSections userId={userId} />
      </div>
    </>
  );
}
