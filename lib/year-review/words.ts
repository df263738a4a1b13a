import type { YearReview } from "@/lib/year-review/queries";

/** How a review is written, for a page and for paper. */
export type ReviewWords = Readonly<{
  /** Of the messages `yearReview`. */
  t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  f: Readonly<{
    date: (value: string) => string;
    month: (value: string) => string;
    number: (value: number) => string;
    minutes: (value: number) => string;
  }>;
}>;

/** The year in a few sentences, for its person or for whoever looks after them. Only what there is: a quiet year needs no excuse. */
export function summaryOf(review: YearReview, { t, f }: ReviewWords): string[] {
  const { person, activities, minutes, longest, referrals, badgeCount } = review;
  const who = { self: person.isSelf ? "yes" : "no", name: person.name, year: String(review.year) };
  const said = [
    activities > 0 ? t("summary.activities", { ...who, count: activities }) : "",
    minutes > 0 ? t("summary.time", { time: f.minutes(minutes) }) : "",
    longest
      ? t("summary.run", { from: f.month(longest.from), to: f.month(longest.to), months: longest.months })
      : "",
    referrals > 0 ? t("summary.referrals", { count: referrals }) : "",
    badgeCount > 0 ? t("summary.badges", { ...who, count: badgeCount }) : "",
  ].filter(Boolean);
  if (said.length > 0) return [...said, t(review.isRunning ? "summary.soFar" : "summary.thanks", who)];
  return [t(review.isRunning ? "summary.nothingYet" : "summary.nothing", who)];
}

/** A tier with its period: "Sølv, 2026". */
export function tierText(
  { name, periodKey }: YearReview["tiers"][number],
  { t }: Pick<ReviewWords, "t">,
): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(periodKey) ?? [];
  return year && quarter
    ? t("tierInQuarter", { name, quarter: Number(quarter), year })
    : t("tierInYear", { name, year: periodKey });
}
