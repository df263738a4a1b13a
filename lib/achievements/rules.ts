import type { AchievementStatus, TriggerType } from "@/lib/achievements/definition-keys";
import { isIconKey, isOwnPicture, parseIcon } from "@/lib/achievements/icon-keys";
import { type Message, msg } from "@/lib/errors";

/** Seed 000 threshold_required_for_trigger_types. */
export const triggersWithThreshold: readonly TriggerType[] = [
  "activity_count",
  "activity_streak",
  "referral_count",
  "course_completion",
];

/** Triggers that may, but need not, say a number; the others are refused one. */
const triggersWithOptionalThreshold: readonly TriggerType[] = ["certification_issued"];

export const takesThreshold = (trigger: TriggerType): boolean =>
  triggersWithThreshold.includes(trigger) || triggersWithOptionalThreshold.includes(trigger);

/** Triggers that count inside a window. */
export const takesPeriod = (trigger: TriggerType): boolean =>
  trigger === "activity_count" || trigger === "referral_count" || trigger === "course_completion";

/** The catalogue key of what is wrong with a threshold, or null (trigger_threshold_positive and the rule above). */
export function thresholdProblem(trigger: TriggerType, threshold: number | undefined): string | null {
  if (threshold === undefined) {
    return triggersWithThreshold.includes(trigger) ? "achievements.thresholdRequired" : null;
  }
  if (!takesThreshold(trigger)) return "achievements.thresholdNotUsed";
  return threshold > 0 ? null : "achievements.thresholdPositive";
}

export type Warning = Readonly<{ field: "badgeIconUrl"; message: Message }>;

/** Whether a browser is shown this as a picture: an https address, or a path of our own. */
export function isIconAddress(icon: string): boolean {
  if (/^\/(?!\/)/.test(icon)) return true;
  const url = URL.parse(icon);
  return url?.protocol === "https:" && url.username === "";
}

function isDrawn(icon: string): boolean {
  const design = parseIcon(icon);
  return design !== null && ("initials" in design.sign || isIconKey(design.sign.symbol));
}

/** Seed 000 valid_badge_icon_url: a doubtful icon is told and never blocks; the initials are shown meanwhile. */
export function iconWarnings(icon: string | null | undefined): Warning[] {
  if (!icon || isDrawn(icon) || isOwnPicture(icon)) return [];
  const key = isIconAddress(icon)
    ? "achievements.iconContrastUnknown"
    : /[:/]/.test(icon)
      ? "achievements.iconAddressInvalid"
      : "achievements.iconKeyUnknown";
  return [{ field: "badgeIconUrl", message: msg(key, { icon: icon.slice(0, 80).toWellFormed() }) }];
}

/** Which status may follow which; the same status again changes nothing and is allowed. */
export const statusTransitions = {
  draft: ["active", "archived"],
  active: ["inactive", "archived"],
  inactive: ["active", "archived"],
  archived: ["inactive"],
} as const satisfies Record<AchievementStatus, readonly AchievementStatus[]>;

export const canBecome = (from: AchievementStatus, to: AchievementStatus): boolean =>
  (statusTransitions[from] as readonly AchievementStatus[]).includes(to);

/** A key nobody of `taken` has: `ten_activities_copy`, `ten_activities_copy_2` … within 80 characters. */
export function copyKey(key: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? "_copy" : `_copy_${n}`;
    const candidate = key.slice(0, 80 - suffix.length).replace(/[_-]+$/, "") + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}

const LETTERS: Readonly<Record<string, string>> = { æ: "ae", ø: "o", å: "a", ß: "ss" };

/** A key that a name suggests: "Første møte!" gives `forste_mote`. May be empty. */
export const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[æøåß]/g, (letter) => LETTERS[letter] ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 80)
    .replace(/^_+|_+$/g, "");
