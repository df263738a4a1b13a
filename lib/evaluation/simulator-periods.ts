import { dayOf, type PeriodUnit, periodBounds, periodOf } from "@/lib/badges/rules";

export type Period = Readonly<{ name: string; at: Date; isCurrent: boolean }>;

/** The latest `count` periods with the last moment of each, oldest first; the one under way ends now. */
export function latestPeriods(now: Date, timeZone: string, unit: PeriodUnit, count: number): Period[] {
  const today = dayOf(now, timeZone);
  const months = { year: 12, quarter: 3, month: 1 }[unit];
  return Array.from({ length: count }, (_, back): Period => {
    const name = periodOf(today.with({ day: 1 }).subtract({ months: back * months }), unit);
    const isCurrent = back === 0;
    // PostgreSQL has microseconds and this has not: the last millisecond of a period is its end.
    return { name, isCurrent, at: isCurrent ? now : new Date(periodBounds(name, timeZone).to.getTime() - 1) };
  }).toReversed();
}
