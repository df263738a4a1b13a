import { Temporal } from "temporal-polyfill";

/** Periods that are named by what they are today. */
export const relativePeriods = ["this-year", "last-year", "12-months"] as const;
type RelativePeriod = (typeof relativePeriods)[number];

const KEY = /^((?:19|20|21)\d{2})(?:-Q([1-4]))?$/;
const MONTH = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

/** `this-year`, `last-year`, `12-months`, `2026` or `2026-Q4`: what an address may ask for. */
export const isPeriodChoice = (text: string): boolean =>
  (relativePeriods as readonly string[]).includes(text) || KEY.test(text);

export const isMonth = (text: string): boolean => MONTH.test(text);

/** A period, or a month, `2026-11`: of which no figures are kept, but lists are made. */
export const isListedPeriod = (text: string): boolean => isMonth(text) || isPeriodChoice(text);

export type Period = Readonly<{
  /** What its figures are kept under: `2026`, `2026-Q4` or `12-months`; or a month. */
  key: string;
  /** First moment, and the first one after it, as the organisation's calendar has them. */
  from: Date;
  to: Date;
  /** Every month of it, `2026-11`, in order. */
  months: readonly string[];
}>;

const isRelative = (text: string): text is RelativePeriod =>
  (relativePeriods as readonly string[]).includes(text);

const startOf = (day: Temporal.PlainDate, timeZone: string) =>
  new Date(day.toZonedDateTime({ timeZone }).epochMilliseconds);

function firstDayAndLength(choice: string, today: Temporal.PlainDate): [string, Temporal.PlainDate, number] {
  if (isMonth(choice)) return [choice, Temporal.PlainDate.from(`${choice}-01`), 1];
  if (choice === "12-months") return [choice, today.with({ day: 1 }).subtract({ months: 11 }), 12];
  const back = { "this-year": 0, "last-year": 1 };
  const key = isRelative(choice) ? String(today.year - back[choice as keyof typeof back]) : choice;
  const [, year, quarter] = KEY.exec(key) ?? [];
  const month = quarter ? Number(quarter) * 3 - 2 : 1;
  const first = Temporal.PlainDate.from({ year: Number(year ?? today.year), month, day: 1 });
  return [key, first, quarter ? 3 : 12];
}

/**
 * The period that a choice means on a day, in a time zone: whole months, so that `12-months` is this month and the
 * eleven before it. Call it with what `isListedPeriod` accepts.
 */
export function periodOfChoice(choice: string, now: Date, timeZone: string): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const [key, first, length] = firstDayAndLength(choice, today);
  const months = Array.from({ length }, (_, index) => first.add({ months: index }).toString().slice(0, 7));
  return {
    key,
    from: startOf(first, timeZone),
    to: startOf(first.add({ months: length }), timeZone),
    months,
  };
}

const quartersOf = (year: number) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);

/** All periods from the year of the first moment to today whose figures are kept, the newest year first. */
export function keptPeriods(first: Date | null, now: Date, timeZone: string): readonly Period[] {
  const yearOf = (moment: Date) =>
    Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).year;
  const newest = yearOf(now);
  const oldest = Math.max(Math.min(first ? yearOf(first) : newest, newest - 1), newest - MOST_YEARS);
  const years = Array.from({ length: newest - oldest + 1 }, (_, back) => newest - back);
  const choices = ["12-months", ...years.flatMap((year) => [String(year), ...quartersOf(year)])];
  return choices.map((choice) => periodOfChoice(choice, now, timeZone)).filter(({ from }) => from <= now);
}

const MOST_YEARS = 30;
