import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { BadgeCase } from "@/components/profile/badge-card";
import { YearMonths } from "@/components/profile/year-months";
import { TierMark } from "@/components/tiers/tier-mark";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import type { YearReview } from "@/lib/year-review/queries";
import { type ReviewWords, summaryOf, tierText } from "@/lib/year-review/words";

type Props = {
  ctx: Ctx;
  review: YearReview;
  /** Below which each year has its page. */
  path: string;
  /** Below which each badge has its page. */
  badges: string;
  /** The same as a file. */
  file: string;
};

/** One person's year, for themselves or for whoever looks after them. */
export async function YearView({ ctx, review, path, badges, file }: Props) {
  const t = await getTranslations("yearReview");
  const f = await formats(ctx.organization.timeZone);
  // Its keys are put together as it goes.
  const words: ReviewWords = { t: t as unknown as ReviewWords["t"], f };
  const year = String(review.year);
  return (
    <>
      <PageHeader
        eyebrow={review.person.name}
        title={t("title", { year })}
        lead={summaryOf(review, words).map((sentence) => (
          <p key={sentence} className="text-ink text-lg">
            {sentence}
          </p>
        ))}
        actions={
          <a href={file} download className="text-link print:hidden">
            {t("file")}
          </a>
        }
      />
      <div className="space-y-10">
        {review.activities > 0 ? (
          <YearMonths
            months={review.months.map(({ month, activities, minutes }) => ({
              month,
              activities,
              label: f.month(month),
              short: f.month(month).replace(` ${year}`, ""),
              count: f.number(activities),
              time: minutes > 0 || activities === 0 ? f.minutes(minutes) : t("noTime"),
            }))}
          />
        ) : null}
        <Badges ctx={ctx} review={review} path={badges} />
        <Tiers review={review} words={words} />
        <Dated
          id="courses"
          title={t("courses")}
          items={review.courses.map(({ title, completedOn }) => [title, f.date(completedOn)])}
        />
        <Dated
          id="certificates"
          title={t("certificates")}
          items={review.certificates.map(({ type, number, issuedOn }) => [
            `${type} (${number})`,
            f.date(issuedOn),
          ])}
        />
        <Others review={review} path={path} />
      </div>
    </>
  );
}

async function Badges({ ctx, review, path }: Pick<Props, "ctx" | "review" | "path">) {
  if (review.badges.length === 0) return null;
  const t = await getTranslations("yearReview");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const more = review.badgeCount - review.badges.length;
  return (
    <section aria-labelledby="badges" className="space-y-4">
      <h2 id="badges" className="text-xl">
        {t("badges")}
      </h2>
      <BadgeCase
        label={t("badges")}
        badges={review.badges.map((badge) => ({
          ...badge,
          icon: badge.icon ?? "",
          standing: "awarded" as const,
          isVisible: true,
          times: 1,
          reason: null,
          report: null,
          href: `${path}/${badge.id}`,
          earned: f.date(badge.earnedOn),
          occurrence: occurrenceText(badges, f.month, badge.occurrence),
        }))}
      />
      {more > 0 ? <p>{t("more", { count: more })}</p> : null}
    </section>
  );
}

async function Tiers({ review, words }: { review: YearReview; words: ReviewWords }) {
  if (review.tiers.length === 0) return null;
  const t = await getTranslations("yearReview");
  return (
    <section aria-labelledby="tiers" className="space-y-4">
      <h2 id="tiers" className="text-xl">
        {t("tiers")}
      </h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-4">
        {review.tiers.map((tier) => (
          <li key={tier.periodKey} className="flex min-w-0 items-center gap-3">
            <TierMark iconKey={tier.iconKey} colorToken={tier.colorToken} size={48} />
            <span className="min-w-0">{tierText(tier, words)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function Dated({
  id,
  title,
  items,
}: {
  id: string;
  title: string;
  items: readonly (readonly [string, string])[];
}) {
  if (items.length === 0) return null;
  const t = await getTranslations("yearReview");
  return (
    <section aria-labelledby={id} className="space-y-3">
      <h2 id={id} className="text-xl">
        {title}
      </h2>
      <ul className="list-disc space-y-1 pl-5">
        {items.map(([name, day]) => (
          <li key={`${name} ${day}`}>
            <WithNumbers>{t("dated", { name, day })}</WithNumbers>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function Others({ review, path }: Pick<Props, "review" | "path">) {
  if (review.years.length === 0) return null;
  const t = await getTranslations("yearReview");
  return (
    <nav aria-labelledby="years" className="space-y-2 print:hidden">
      <h2 id="years" className="text-xl">
        {t("otherYears")}
      </h2>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {review.years.map((year) => (
          <li key={year}>
            <TextLink href={`${path}/${year}`}>{String(year)}</TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
