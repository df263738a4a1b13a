import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";

/** A link that is over, or never was one: the page does not tell which, nor whose it was. */
export default async function ProfileShareIsOver() {
  const t = await getTranslations("profilePage.over");
  return (
    <PublicPage>
      <PageHeader title={t("title")} lead={t("body")} />
    </PublicPage>
  );
}
