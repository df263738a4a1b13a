import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.notFound");
  return { title: t("title") };
}

export default function NotFound() {
  return (
    <PublicPage>
      <NotFoundMessage />
    </PublicPage>
  );
}

function NotFoundMessage() {
  const t = useTranslations("shell.notFound");
  return (
    <PageHeader
      title={t("title")}
      lead={<p>{t("body")}</p>}
      actions={
        <LinkButton href="/" variant="primary">
          {t("home")}
        </LinkButton>
      }
    />
  );
}
