import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";

/** The link was cut short or altered, or its reader is no member any more. */
export default async function NoSuchLink() {
  const t = await getTranslations("messagePreferences.unsubscribe");
  return (
    <PublicPage>
      <PageHeader title={t("noneTitle")} lead={t("none")} />
    </PublicPage>
  );
}
