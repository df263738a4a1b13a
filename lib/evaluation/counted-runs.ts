import { Temporal } from "temporal-polyfill";

/** First and last day, `yyyy-mm-dd` of the organisation's calendar. */
export type Pause = Readonly<{ from: string; to: string }>;

type Unit = "day" | "week" | "month" | "year";

const EPOCH = Temporal.PlainDate.from("1970-01-05");

/** Number of the day, ISO week, month or year: neighbours differ by one. */
export function unitOf(day: string, unit: Unit): number {
  const date = Temporal.PlainDate.from(day);
  if (unit === "year") return date.year;
  if (unit === "month") return date.year * 12 + date.month;
  const days = EPOCH.until(date).days;
  return unit === "day" ? days : Math.floor(days / 7);
}

type Span = Readonly<{ from: number; to: number }>;

/** Whether every unit between two with activity was paused. */
function isBridged(from: number, to: number, paused: readonly Span[]): boolean {
  let next = from + 1;
  for (const span of paused.toSorted((a, b) => a.from - b.from)) {
    if (span.from <= next) next = Math.max(next, span.to + 1);
  }
  return next >= to;
}

/** The run of most units with activity, neighbours or with nothing but paused ones between; of several as long the first. */
export function longestRun(days: readonly string[], unit: Unit, pauses: readonly Pause[]): Span {
  const paused = pauses.map(({ from, to }) => ({ from: unitOf(from, unit), to: unitOf(to, unit) }));
  let best = { from: 0, to: -1, length: 0 };
  let run = { from: Number.NaN, to: Number.NaN, length: 0 };
  const units = new Set(days.map((day) => unitOf(day, unit)));
  for (const number of [...units].toSorted((a, b) => a - b)) {
    const goesOn = run.length > 0 && isBridged(run.to, number, paused);
    run = goesOn ? { ...run, to: number, length: run.length + 1 } : { from: number, to: number, length: 1 };
    if (run.length > best.length) best = run;
  }
  return best;
}
