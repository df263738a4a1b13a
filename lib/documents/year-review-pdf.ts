import { createTranslator } from "use-intl/core";
import type { Ctx } from "@/lib/context";
import { type DocumentFile, fileName } from "@/lib/documents/file";
import { render } from "@/lib/documents/render";
import { REGION } from "@/lib/documents/words";
import { formatDate, formatMinutes, formatMonth, formatNumber } from "@/lib/format";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locales";
import { getYearReview, type YearReview } from "@/lib/year-review/queries";
import { type ReviewWords, summaryOf, tierText } from "@/lib/year-review/words";

type Section = Readonly<{
  title: string;
  /** A table, where there is one: its header and its rows, all of three cells. */
  header: readonly string[];
  rows: readonly (readonly string[])[];
  items: readonly string[];
}>;

/**
 * Somebody's year as a PDF (PDF/UA-1), for themselves or for those who look after people, in the language they read. What it
 * shows and who is `not_found` is as in `getYearReview`.
 */
export async function yearReviewDocument(
  ctx: Ctx,
  userId: string,
  year: string,
  locale: Locale,
): Promise<DocumentFile> {
  const review = await getYearReview(ctx, userId, year);
  const words = wordsIn(locale, ctx.organization.timeZone);
  const data = {
    ...titleOf(review, words),
    author: ctx.organization.name,
    language: locale,
    region: REGION[locale],
    organization: ctx.organization.name,
    summary: summaryOf(review, words),
    sections: sectionsOf(review, words),
  };
  const bytes = await render({
    template: "year-review",
    data,
    pictures: [],
    as: "pdf",
    createdAt: review.readAt,
  });
  return { name: fileName(data.name, "pdf"), bytes };
}

/** What the document is called, and its file. */
const titleOf = ({ person, year }: YearReview, { t }: ReviewWords) => ({
  title: t("titleOf", { name: person.name, year: String(year) }),
  name: t("fileName", { year: String(year) }),
});

function wordsIn(locale: Locale, timeZone: string): ReviewWords {
  const t = createTranslator({ locale, messages: readCatalogue(locale), namespace: "yearReview" });
  const options = { locale, timeZone };
  return {
    t: t as unknown as ReviewWords["t"],
    f: {
      date: (value) => formatDate(value, options),
      month: (value) => formatMonth(value, options),
      number: (value) => formatNumber(value, options),
      minutes: (value) => formatMinutes(value, options),
    },
  };
}

function sectionsOf(review: YearReview, words: ReviewWords): Section[] {
  const { t, f } = words;
  const list = (title: string, items: readonly string[]): Section => ({ title, header: [], rows: [], items });
  const dated = (name: string, day: string) => t("dated", { name, day: f.date(day) });
  const more = review.badgeCount - review.badges.length;
  const months: Section = {
    title: t("months"),
    header: [t("month"), t("activities"), t("time")],
    rows: review.months.map(({ month, activities, minutes }) => [
      f.month(month),
      f.number(activities),
      minutes > 0 || activities === 0 ? f.minutes(minutes) : t("noTime"),
    ]),
    items: [],
  };
  const lists = [
    list(t("badges"), [
      ...review.badges.map(({ name, earnedOn }) => dated(name, earnedOn)),
      ...(more > 0 ? [t("more", { count: more })] : []),
    ]),
    list(
      t("tiers"),
      review.tiers.map((tier) => tierText(tier, words)),
    ),
    list(
      t("courses"),
      review.courses.map(({ title, completedOn }) => dated(title, completedOn)),
    ),
    list(
      t("certificates"),
      review.certificates.map(({ type, issuedOn }) => dated(type, issuedOn)),
    ),
  ];
  return [...(review.activities > 0 ? [months] : []), ...lists.filter(({ items }) => items.length > 0)];
}
