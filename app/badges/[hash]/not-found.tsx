import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";

/** No such badge, or none that its holder shows: which of the two is theirs to tell. */
export default async function BadgeNotFound() {
  const t = await getTranslations("badgePage.notFound");
  return (
    <PublicPage>
      <PageHeader title={t("title")} lead={t("body")} />
      <ul className="mb-6 max-w-prose list-disc space-y-1 pl-5">
        <li>{t("typing")}</li>
        <li>{t("hidden")}</li>
        <li>{t("signIn")}</li>
      </ul>
      <p>
        <TextLink href="/verify">{t("verify")}</TextLink>
      </p>
    </PublicPage>
  );
}
