import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";

/** A link that is over, or never was one: the page does not tell which, nor whose it was. */
export default async function ShareIsOver() {
  const t = await getTranslations("badgePage.over");
  return (
    <PublicPage>
      <PageHeader title={t("title")} lead={t("body")} />
      <p>
        <TextLink href="/verify">{t("verify")}</TextLink>
      </p>
    </PublicPage>
  );
}
