import type { getTranslations } from "next-intl/server";
import type { ShownCertificate } from "@/components/profile/certificate-list";
import type { LockedBadge } from "@/components/profile/locked-badges";
import type { Category } from "@/lib/achievements/definition-keys";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { amountText, describeRules, type Words as RuleWords } from "@/lib/criteria/describe";
import { layOut } from "@/lib/criteria/occurrences";
import type { Locked } from "@/lib/evaluation/progress-queries";
import type { formats } from "@/lib/i18n/formats";
import type { Profile, WholeProfile } from "@/lib/profiles/profile-queries";

type Words<Namespace extends "badges" | "profile" | "criteria"> = Awaited<
  ReturnType<typeof getTranslations<Namespace>>
>;
export type Language = Readonly<{
  badges: Words<"badges">;
  profile: Words<"profile">;
  criteria: Words<"criteria">;
  f: Awaited<ReturnType<typeof formats>>;
}>;

export const pictureOf = ({ icon, category }: { icon: string | null; category: string }) => ({
  category: category as Category,
  icon: icon ?? "",
});

/** Where an achievement of theirs is explained; null where the asker may not see that. */
export type Why = (achievementId: string) => string | null;

/** To the person's own page, or to the one for those who look after them; colleagues see none. */
export const whyFor =
  (home: string, { holder, progress }: WholeProfile): Why =>
  (achievementId) => {
    if (!progress) return null;
    const own = `${home}/profile/achievements/${achievementId}`;
    return holder.isSelf ? own : `${home}/achievements/${achievementId}/people/${holder.userId}`;
  };

export const writtenCertificates = (
  profile: Pick<Profile, "certificates">,
  { f }: Pick<Language, "f">,
): ShownCertificate[] =>
  profile.certificates.map((one) => ({
    ...one,
    issued: f.date(one.issuedAt),
    expires: one.expiresAt && f.date(lastDayOf(one.expiresAt, f.timeZone)),
  }));

/** Locked badges with what each rule asks for as a phrase, and how much is left in words. */
export function writtenLocked(
  progress: NonNullable<WholeProfile["progress"]>,
  language: Language,
  why: Why,
): LockedBadge[] {
  return progress.locked.map((one) => {
    const phrases = phrasesOf(one, progress.names, language);
    const leaves = one.criteria ? layOut(one.criteria).leaves : [];
    const types = new Map(leaves.map(({ path, rule }) => [path, rule.type]));
    return {
      id: one.achievementId,
      name: one.name,
      description: one.description,
      share: one.share,
      why: why(one.achievementId),
      ...pictureOf(one),
      rules: one.rules.map((rule) => ({
        path: rule.path,
        label: phrases.get(rule.path) ?? one.name,
        text: leftText({ ...rule, type: types.get(rule.path) ?? "" }, language),
      })),
    };
  });
}

function phrasesOf(
  { criteria, isRepeatable }: Locked,
  names: NonNullable<WholeProfile["progress"]>["names"],
  { criteria: t, f }: Language,
): ReadonlyMap<string, string> {
  if (!criteria) return new Map();
  const phrases = describeRules(criteria, isRepeatable, {
    // Its keys are put together as it goes.
    t: t as unknown as (key: string) => string,
    format: f,
    nameOf: (what, key) => names[what]?.[key],
  });
  return new Map(
    [...phrases].map(([path, phrase]) => [path, phrase.charAt(0).toUpperCase() + phrase.slice(1)]),
  );
}

/** "3 av 10, 7 igjen"; hours with a decimal, membership in years and months. */
function leftText(
  { have, need, type }: Readonly<{ have: number; need: number; type: string }>,
  { profile: t, criteria, f }: Language,
): string {
  // Its keys are put together as it goes.
  const words = { t: criteria as unknown as RuleWords["t"], format: f };
  const amount = (value: number) => amountText(words, type, value);
  const values = { have: amount(have), need: amount(need) };
  return have >= need ? t("met", values) : t("left", { ...values, left: amount(need - have) });
}
