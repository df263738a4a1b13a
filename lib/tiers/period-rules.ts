import { dayOf, periodBounds, periodOf } from "@/lib/badges/rules";

/** Seed 001 award_period: a calendar year, a quarter of it, or everything there ever was. */
export const awardPeriods = ["annual", "seasonal", "lifetime"] as const;
export type AwardPeriod = (typeof awardPeriods)[number];

/** `2026`, `2026-Q4` or `lifetime`. */
export type PeriodKey = string;

export const LIFETIME: PeriodKey = "lifetime";

/** First moment of a period and of the one after it, in a time zone; null where it has none. */
export type Period = Readonly<{ key: PeriodKey; from: Date | null; to: Date | null }>;

const KEY = /^(?:19|20|21)\d{2}(?:-Q[1-4])?$/;

export const isPeriodKey = (text: string): boolean => text === LIFETIME || KEY.test(text);

/** Which tiers a period is for. Call it with what `isPeriodKey` accepts. */
export function awardPeriodOf(key: PeriodKey): AwardPeriod {
  if (key === LIFETIME) return "lifetime";
  return key.includes("Q") ? "seasonal" : "annual";
}

/** The period with this key, as the organisation's calendar has it. Call it with what `isPeriodKey` accepts. */
export function periodWithKey(key: PeriodKey, timeZone: string): Period {
  return key === LIFETIME ? { key, from: null, to: null } : { key, ...periodBounds(key, timeZone) };
}

/** The period of this kind that a moment lies in (seed 001 award_period_window_enforcement). */
export function periodAt(kind: AwardPeriod, moment: Date, timeZone: string): Period {
  if (kind === "lifetime") return periodWithKey(LIFETIME, timeZone);
  const day = dayOf(moment, timeZone);
  return periodWithKey(periodOf(day, kind === "annual" ? "year" : "quarter"), timeZone);
}

/** The period that ended with the beginning of this one; null for a lifetime. */
export function periodBefore({ key, from }: Period, timeZone: string): Period | null {
  return from && periodAt(awardPeriodOf(key), new Date(from.getTime() - 1), timeZone);
}

/** First and last day of a period, `yyyy-mm-dd`; null for a lifetime. */
export function daysOf({ from, to }: Period, timeZone: string): { from: string; to: string } | null {
  if (!from || !to) return null;
  return {
    from: dayOf(from, timeZone).toString(),
    to: dayOf(to, timeZone).subtract({ days: 1 }).toString(),
  };
}
