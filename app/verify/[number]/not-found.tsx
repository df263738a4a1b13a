import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { PageHeader } from "@/components/ui/page-header";
import { NumberForm } from "@/components/verify/number-form";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { numberSlip } from "@/lib/certifications/number-slip-rules";
import { msg } from "@/lib/errors";
import { segmentText } from "@/lib/http/segment-text";
import { translateMessage } from "@/lib/i18n/translate-message";

/** No such certificate, or no such number: what it may be, and the field to try again with. */
export default async function CertificateNotFound() {
  const [path = ""] = ((await headers()).get("x-path") ?? "").split("?");
  const text = segmentText(path.slice(path.lastIndexOf("/") + 1)).slice(0, 100);
  const number = readCertificateNumber(text);
  return <PublicPage>{number ? <Unknown number={number} /> : <OtherFormat text={text} />}</PublicPage>;
}

async function Unknown({ number }: { number: string }) {
  const t = await getTranslations("verify.notFound");
  return (
    <>
      <PageHeader title={t("title")} lead={<WithNumbers>{t("body", { number })}</WithNumbers>} />
      <ul className="mb-8 max-w-prose list-disc space-y-1 pl-5">
        <li>{t("typing")}</li>
        <li>{t("elsewhere")}</li>
        <li>{t("ask")}</li>
      </ul>
      <NumberForm value={number} />
    </>
  );
}

async function OtherFormat({ text }: { text: string }) {
  const t = await getTranslations("verify.notFound");
  const { part, meant } = numberSlip(text);
  return (
    <>
      <PageHeader title={t("formatTitle")} lead={<WithNumbers>{t("formatBody")}</WithNumbers>} />
      <NumberForm
        value={text}
        problem={translateMessage(await getTranslations("errors"), msg(`verify.${part}`))}
        meant={meant}
      />
    </>
  );
}
