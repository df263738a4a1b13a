import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { PublicPage } from "@/app/public-page";
import { keptAnswer } from "@/app/verify/file/kept-answer";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { BadgeAnswer } from "@/components/verify/badge-answer";
import { BadgeForm } from "@/components/verify/badge-form";
import type { KeptAnswer } from "@/lib/credential-check/kept";
import { formats } from "@/lib/i18n/formats";

const answer = cache(keptAnswer);

/** The verdict first: it is what a screen reader says when the page has come. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("badgeCheck");
  const found = await answer();
  const title = found ? t("title", { outcome: t(`outcome.${found.outcome}`) }) : t("form.title");
  return { title, robots: { index: false } };
}

/** What has come of the badge that this browser has just sent; later, the form to send it again. */
export default async function BadgePage() {
  const found = await answer();
  return <PublicPage>{found ? <Found answer={found} /> : <Over />}</PublicPage>;
}

async function Found({ answer: { at, checks, ...result } }: { answer: KeptAnswer }) {
  const t = await getTranslations("badgeCheck");
  const f = await formats();
  const day = (iso: string | null) => (iso === null || Number.isNaN(Date.parse(iso)) ? null : f.date(iso));
  const inWords = checks.map(({ values, ...check }) => ({
    ...check,
    values: values.day ? { ...values, day: day(values.day) ?? values.day } : values,
  }));
  return (
    <div className="space-y-6">
      <BadgeAnswer
        result={{ ...result, checks: inWords }}
        written={{
          issued: day(result.badge?.issuedOn ?? null),
          expires: day(result.badge?.expiresOn ?? null),
          checked: f.dateTime(at),
        }}
      />
      <p>
        <TextLink href="/verify">{t("another")}</TextLink>
      </p>
    </div>
  );
}

async function Over() {
  const t = await getTranslations("badgeCheck");
  return (
    <>
      <PageHeader title={t("eyebrow")} lead={t("form.problem.over")} />
      <BadgeForm />
    </>
  );
}
