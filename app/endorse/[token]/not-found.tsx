import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";

/** There never was such an invitation, or whoever sent it publishes no badges any more. */
export default async function NoInvitation() {
  const t = await getTranslations("endorsements.answer");
  return (
    <PublicPage>
      <PageHeader title={t("noneTitle")} lead={t("none")} />
    </PublicPage>
  );
}
