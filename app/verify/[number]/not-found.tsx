import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { NumberForm } from "@/components/verify/number-form";
import { readCertificateNumber } from "@/lib/certifications/number-rules";

/** No such certificate, or no such number: what it may be, and the field to try again with. */
export default async function CertificateNotFound() {
  const [path = ""] = ((await headers()).get("x-path") ?? "").split("?");
  const number = readCertificateNumber(path.slice(path.lastIndexOf("/") + 1));
  const t = await getTranslations("verify.notFound");
  return (
    <PublicPage>
      <PageHeader
        title={number ? t("title") : t("formatTitle")}
        lead={number ? t("body", { number }) : t("formatBody")}
      />
      {number ? (
        <ul className="mb-8 max-w-prose list-disc space-y-1 pl-5">
          <li>{t("typing")}</li>
          <li>{t("elsewhere")}</li>
          <li>{t("ask")}</li>
        </ul>
      ) : null}
      <NumberForm value={number ?? undefined} />
    </PublicPage>
  );
}
