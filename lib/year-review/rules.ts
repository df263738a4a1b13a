/** What was done in a month, `yyyy-mm` by the organisation's calendar. */
export type MonthOfYear = Readonly<{ month: string; activities: number; minutes: number }>;

/** Months one after the other, each with something in it; both ends are part of it. */
export type Run = Readonly<{ from: string; to: string; months: number }>;

/** The longest run of months with at least one activity, the latest where several are as long; null when there is none of two. */
export function longestRun(months: readonly MonthOfYear[]): Run | null {
  const runs: Run[] = [];
  for (const [at, { month, activities }] of months.entries()) {
    if (activities === 0) continue;
    const before = months[at - 1]?.activities ? runs.pop() : undefined;
    runs.push({ from: before?.from ?? month, to: month, months: (before?.months ?? 0) + 1 });
  }
  const longest = Math.max(2, ...runs.map((run) => run.months));
  return runs.findLast((run) => run.months === longest) ?? null;
}

/** A year that an address names, or null: of these times, and not one that has not begun. */
export function readYear(text: string, thisYear: number): number | null {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= 1990 && year <= thisYear ? year : null;
}
