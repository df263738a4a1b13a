/** Three text fields of a date, as typed. */
export type DateParts = Readonly<{ day: string; month: string; year: string }>;

export const NO_DATE: DateParts = { day: "", month: "", year: "" };

/** `2026-11-20` as day 20, month 11, year 2026; anything else is empty. */
export function toParts(value: unknown): DateParts {
  const found = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})/.exec(value) : null;
  if (!found) return NO_DATE;
  const [, year = "", month = "", day = ""] = found;
  return { day: String(Number(day)), month: String(Number(month)), year };
}

/**
 * `yyyy-mm-dd`, or undefined when nothing is typed. A half-written or impossible date is joined as it stands, so
 * that the schema refuses it: `z.iso.date()` knows the calendar.
 */
export function fromParts({ day, month, year }: DateParts): string | undefined {
  const [d, m, y] = [day.trim(), month.trim(), year.trim()];
  if (d === "" && m === "" && y === "") return undefined;
  return `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
}

/** True for a day that is in the calendar, so that it can be echoed with its month in letters. */
export function isRealDate(iso: string | undefined): boolean {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
}
