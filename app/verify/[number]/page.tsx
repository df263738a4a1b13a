import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { Refused } from "@/app/refused";
import { look } from "@/app/verify/look";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { CertificateAnswer } from "@/components/verify/certificate-answer";
import { NameForm } from "@/components/verify/name-form";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import type { Verified } from "@/lib/certifications/verify-rules";
import { msg } from "@/lib/errors";
import { segmentText } from "@/lib/http/segment-text";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{ code?: string | string[] }>;
};

async function asked({ params, searchParams }: Props) {
  const text = segmentText((await params).number);
  const { code } = await searchParams;
  return { text, number: readCertificateNumber(text), code: typeof code === "string" ? code : code?.[0] };
}

/** The state first: it is what a screen reader says when the page has come. No search engine has any business here. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const { number, code } = await asked(props);
  const t = await getTranslations();
  const robots = { index: false };
  const found = number ? await look(number, code) : null;
  if (!number || !found || "refused" in found) return { title: t("verify.title"), robots };
  const { certificate, refusal } = found.verified;
  if (refusal && refusal !== "wrong_code") {
    return { title: t("common.form.errorPrefix") + t("verify.answer.number", { number }), robots };
  }
  const status = t(`verify.status.${certificate.status}`);
  return { title: t("verify.answer.title", { status, number }), robots };
}

export default async function CertificatePage(props: Props) {
  const { text, number, code } = await asked(props);
  if (!number) notFound();
  if (number !== text) {
    redirect(`/verify/${number}${code === undefined ? "" : `?${new URLSearchParams({ code })}`}`);
  }
  const found = await look(number, code);
  if (!found) notFound();
  const t = await getTranslations("verify");
  return (
    <PublicPage>
      {"refused" in found ? <Refused title={t("title")} message={found.refused} /> : <Found {...found} />}
    </PublicPage>
  );
}

async function Found({ verified, name }: { verified: Verified; name: string | undefined }) {
  const { certificate, refusal } = verified;
  const t = await getTranslations("verify");
  const f = await formats();
  const day = (value: string | null) => value && f.date(value);
  const sentence = refusal && translateMessage(await getTranslations("errors"), msg(`verify.${refusal}`));
  return (
    <div className="space-y-6">
      {sentence && refusal === "wrong_code" ? (
        <Callout tone="warning">
          <p>{sentence}</p>
        </Callout>
      ) : null}
      <CertificateAnswer
        certificate={certificate}
        written={{
          issued: f.date(certificate.issuedOn),
          expires: day(certificate.expiresOn),
          revoked: day(certificate.revokedOn),
          checked: f.dateTime(new Date()),
        }}
      />
      {certificate.opened ? null : (
        <NameForm
          number={certificate.number}
          typed={name}
          problem={refusal === "wrong_code" ? undefined : (sentence ?? undefined)}
        />
      )}
      <p>
        <TextLink href="/verify">{t("another")}</TextLink>
      </p>
    </div>
  );
}
