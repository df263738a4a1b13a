import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { NumberForm } from "@/components/verify/number-form";
import { readCertificateNumber } from "@/lib/certifications/number-rules";

type Props = { searchParams: Promise<{ number?: string | string[] }> };

/** What was typed, and whether it cannot be a number. */
async function typed(searchParams: Props["searchParams"]) {
  const { number } = await searchParams;
  const text = (typeof number === "string" ? number : "").trim().slice(0, 100);
  return { text, sent: number !== undefined, meant: readCertificateNumber(text) };
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { sent, meant } = await typed(searchParams);
  const t = await getTranslations();
  const title = t("verify.title");
  return { title: sent && !meant ? t("common.form.errorPrefix") + title : title };
}

export default async function VerifyPage({ searchParams }: Props) {
  const { text, sent, meant } = await typed(searchParams);
  if (meant) redirect(`/verify/${meant}`);
  const t = await getTranslations("verify");
  return (
    <PublicPage>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="rounded-lg border border-line bg-surface p-5 shadow-raised sm:p-8">
        <NumberForm value={text} wrong={sent} />
      </div>
      <p className="mt-8 max-w-prose text-muted">{t("privacy")}</p>
    </PublicPage>
  );
}
