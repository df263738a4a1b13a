import { useTranslations } from "next-intl";
import { DocumentTitle } from "@/components/shell/document-title";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";

/** Unknown, foreign and forbidden look the same; `home` is where it is safe to go from here. */
export function NotFoundMessage({ home = "/" }: { home?: string }) {
  const t = useTranslations("shell.notFound");
  const app = useTranslations("common")("appName");
  return (
    <>
      <DocumentTitle title={`${t("title")} – ${app}`} />
      <PageHeader
        title={t("title")}
        lead={<p>{t("body")}</p>}
        actions={
          <LinkButton href={home} variant="primary">
            {t("home")}
          </LinkButton>
        }
      />
    </>
  );
}
