import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";

/** No such profile, or none that is for everybody: which of the two is its holder's to tell. */
export default async function ProfileNotFound() {
  const t = await getTranslations("profilePage.notFound");
  return (
    <PublicPage>
      <PageHeader title={t("title")} lead={t("body")} />
      <ul className="mb-6 max-w-prose list-disc space-y-1 pl-5">
        <li>{t("typing")}</li>
        <li>{t("closed")}</li>
      </ul>
      <p>
        <TextLink href="/verify">{t("verify")}</TextLink>
      </p>
    </PublicPage>
  );
}
