import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { CertificateAnswer } from "@/components/verify/certificate-answer";
import { clientAddress } from "@/lib/auth/client-address";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { findPublicCertificate, type PublicCertificate } from "@/lib/certifications/verify-queries";
import { AppError, type Message } from "@/lib/errors";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";

type Props = { params: Promise<{ number: string }> };

/** The address names one certificate; a search engine has no business with it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const number = readCertificateNumber(decoded((await params).number));
  const t = await getTranslations("verify");
  return { title: number ? t("answer.number", { number }) : t("title"), robots: { index: false } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

async function look(number: string): Promise<PublicCertificate | null | Message> {
  try {
    return await findPublicCertificate(number, clientAddress(await headers()));
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return error.text;
    throw error;
  }
}

export default async function CertificatePage({ params }: Props) {
  const text = decoded((await params).number);
  const number = readCertificateNumber(text);
  if (!number) notFound();
  if (number !== text) redirect(`/verify/${number}`);
  const found = await look(number);
  if (!found) notFound();
  return (
    <PublicPage>{"key" in found ? <Refused message={found} /> : <Found certificate={found} />}</PublicPage>
  );
}

async function Found({ certificate }: { certificate: PublicCertificate }) {
  const t = await getTranslations("verify");
  const f = await formats();
  return (
    <div className="space-y-6">
      <CertificateAnswer
        certificate={certificate}
        written={{
          issued: f.date(certificate.issuedOn),
          expires: certificate.expiresOn && f.date(certificate.expiresOn),
          checked: f.dateTime(new Date()),
        }}
      />
      <p className="max-w-prose text-muted">{t("privacy")}</p>
      <p>
        <TextLink href="/verify">{t("another")}</TextLink>
      </p>
    </div>
  );
}

async function Refused({ message }: { message: Message }) {
  const t = await getTranslations();
  return (
    <div className="space-y-4">
      <h1 className="text-2xl">{t("verify.title")}</h1>
      <Callout tone="warning">
        <p>{translateMessage(await getTranslations("errors"), message)}</p>
      </Callout>
    </div>
  );
}
