import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { BadgeForm } from "@/components/verify/badge-form";
import { NumberForm } from "@/components/verify/number-form";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { numberSlip, pastedAddress } from "@/lib/certifications/number-slip-rules";
import { msg } from "@/lib/errors";
import { translateMessage } from "@/lib/i18n/translate-message";

type Asked = { number?: string | string[]; badge?: string | string[] };
type Props = { searchParams: Promise<Asked> };

const badgeProblems = ["nothing", "too_large", "too_often"] as const;

/** Why a badge that was sent was not looked at; undefined: none was, or it was. */
async function badgeProblem(searchParams: Props["searchParams"]) {
  const { badge } = await searchParams;
  return badgeProblems.find((problem) => problem === badge);
}

/** What was typed, and where it leads; null: it is no number, and no address of a certificate either. */
async function typed(searchParams: Props["searchParams"]) {
  const { number } = await searchParams;
  const text = (typeof number === "string" ? number : "").trim().slice(0, 500);
  return { text, sent: number !== undefined, goal: goalOf(text) };
}

function goalOf(text: string): string | null {
  const pasted = pastedAddress(text);
  const number = pasted?.number ?? readCertificateNumber(text);
  const code = pasted?.code ? `?${new URLSearchParams({ code: pasted.code })}` : "";
  return number && `/verify/${number}${code}`;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { sent, goal } = await typed(searchParams);
  const t = await getTranslations();
  const title = t("verify.title");
  const isRefused = (sent && !goal) || (await badgeProblem(searchParams)) !== undefined;
  return { title: isRefused ? t("common.form.errorPrefix") + title : title };
}

export default async function VerifyPage({ searchParams }: Props) {
  const { text, sent, goal } = await typed(searchParams);
  if (goal) redirect(goal);
  const t = await getTranslations();
  const refused = await badgeProblem(searchParams);
  const { part, meant } = numberSlip(text);
  const problem = sent ? translateMessage(await getTranslations("errors"), msg(`verify.${part}`)) : undefined;
  return (
    <PublicPage>
      <PageHeader title={t("verify.title")} lead={t("verify.lead")} />
      <div className="rounded-lg border border-line bg-surface p-5 shadow-raised sm:p-8">
        <NumberForm value={text} problem={problem} meant={meant} />
      </div>
      <p className="mt-4 max-w-prose text-muted">{t("verify.privacy")}</p>
      <div className="mt-8 rounded-lg border border-line bg-surface p-5 shadow-raised sm:p-8">
        <BadgeForm problem={refused && t(`badgeCheck.form.problem.${refused}`)} />
      </div>
    </PublicPage>
  );
}
