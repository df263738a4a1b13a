import type { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import type { ShownBadge } from "@/components/profile/badge-card";
import type { ShownCategory } from "@/components/profile/category-section";
import type { Category } from "@/lib/achievements/definition-keys";
import type { CollectedBadge } from "@/lib/badges/collection-queries";
import type { Holder } from "@/lib/badges/holder-queries";
import type { WholeProfile } from "@/lib/profiles/profile-queries";
import { type Language, pictureOf, type Why, writtenLocked } from "./written";

type Names = Awaited<ReturnType<typeof getTranslations<"common.category">>>;

/** Below which somebody's badges have their pages: one's own, or a colleague's. */
export const badgesPath = (home: string, { isSelf, userId }: Pick<Holder, "isSelf" | "userId">): string =>
  isSelf ? `${home}/profile/badges` : `${home}/mentors/${userId}/badges`;

/** Where badges have their pages, and where one says that something about one's own is wrong. */
type Places = Readonly<{ path: string; report: string | null }>;

export const placesOf = (home: string, holder: Pick<Holder, "isSelf" | "userId">): Places => ({
  path: badgesPath(home, holder),
  report: holder.isSelf ? `${home}/profile/mistakes/new` : null,
});

/** Badges with their dates, periods and numbers written. */
export const writtenBadges = (
  badges: readonly CollectedBadge[],
  { badges: t, f }: Pick<Language, "badges" | "f">,
  { path, report }: Places,
): ShownBadge[] =>
  badges.map((badge) => ({
    // One by one, as a browser is sent them.
    id: badge.id,
    name: badge.name,
    standing: badge.standing,
    isVisible: badge.isVisible,
    times: badge.times,
    reason: badge.reason,
    ...pictureOf(badge),
    href: `${path}/${badge.id}`,
    report: report && `${report}?about=badge&id=${badge.id}`,
    earnedOn: badge.metOn ?? badge.awardedAt,
    earned: f.date(badge.metOn ?? badge.awardedAt),
    occurrence: occurrenceText(t, f.month, badge.occurrence),
  }));

/** Each category that has anything in it, in the organisation's order: what is earned, and what can be. */
export function writtenCategories(
  { collection, progress }: WholeProfile,
  language: Language,
  { names, places, why }: Readonly<{ names: Names; places: Places; why: Why }>,
): ShownCategory[] {
  const locked = progress ? writtenLocked(progress, language, why) : [];
  const known = collection.categories.map(({ category }) => category);
  const empty = (category: Category) => ({ category, achievements: 0, badges: 0, shown: [] });
  const rest = [...new Set(locked.map(({ category }) => category))].filter((one) => !known.includes(one));
  return [...collection.categories, ...rest.map(empty)].flatMap((one) => {
    const left = locked.filter(({ category }) => category === one.category);
    if (one.badges + left.length === 0) return [];
    return {
      category: one.category,
      title: names(one.category),
      total: one.achievements,
      summary: summary(language, one.badges, left.length),
      badges: writtenBadges(one.shown, language, places),
      locked: left,
      all: one.achievements > one.shown.length ? `${places.path}?category=${one.category}` : null,
    };
  });
}

const summary = ({ profile: t }: Pick<Language, "profile">, badges: number, locked: number) =>
  t("inCategory", { badges, locked });
