import { Temporal } from "temporal-polyfill";

const inZone = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

/**
 * When a certificate ends: as many months later at the same time of day by the organisation's clock, the last day
 * of a shorter month (31 January + 1 month = 28 or 29 February), also across a change to summer time. Null for life.
 */
export function expiryOf(issuedAt: Date, validityMonths: number | null, timeZone: string): Date | null {
  if (validityMonths === null) return null;
  return new Date(inZone(issuedAt, timeZone).add({ months: validityMonths }).epochMilliseconds);
}

/**
 * When a certificate of a calendar day (`yyyy-mm-dd`) is issued: now for today, the first moment of an earlier day,
 * null for one that is still to come.
 */
export function issueMoment(day: string, now: Date, timeZone: string): Date | null {
  const today = inZone(now, timeZone).toPlainDate().toString();
  if (day === today) return now;
  return day < today ? firstMoment(Temporal.PlainDate.from(day), timeZone) : null;
}

/** When a certificate ends that is valid through a calendar day (`yyyy-mm-dd`): with the first moment of the next. */
export const endAfter = (day: string, timeZone: string): Date =>
  firstMoment(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone);

const firstMoment = (day: Temporal.PlainDate, timeZone: string): Date =>
  new Date(day.toZonedDateTime(timeZone).epochMilliseconds);

/** The year of the number: that of the issue by the organisation's clock. */
export const yearOf = (instant: Date, timeZone: string): number => inZone(instant, timeZone).year;

/** A given last day is valid through that day: the certificate ends when the next one begins. */
export const endOfLastDay = (day: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);

/**
 * The last day, `yyyy-mm-dd`, on which a certificate that ends then is valid by the organisation's calendar. One that
 * ends at midnight has its last day before that.
 */
export const lastDayOf = (expiresAt: Date, timeZone: string): string =>
  inZone(new Date(expiresAt.getTime() - 1), timeZone)
    .toPlainDate()
    .toString();

/**
 * When a renewal made now ends: the months go on from the old end while that is still to come, so that renewing early
 * costs nobody a day, and from now where it has passed. Null for types that are valid for life.
 */
export function renewedUntil(
  oldEnd: Date | null,
  now: Date,
  validityMonths: number | null,
  timeZone: string,
): Date | null {
  return expiryOf(oldEnd !== null && oldEnd > now ? oldEnd : now, validityMonths, timeZone);
}

export type CalendarWeek = Readonly<{
  /** By ISO 8601, as calendars in Norway have it. */
  number: number;
  /** Monday to Sunday as `yyyy-mm-dd`; null for days of the months around. */
  days: readonly (string | null)[];
}>;

/** The weeks of a month `yyyy-mm`, from Monday to Sunday. */
export function weeksOf(month: string): CalendarWeek[] {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const weeks: CalendarWeek[] = [];
  let monday = first.subtract({ days: first.dayOfWeek - 1 });
  while (Temporal.PlainDate.compare(monday, first.add({ months: 1 })) < 0) {
    const days = Array.from({ length: 7 }, (_, ahead) => monday.add({ days: ahead }));
    weeks.push({
      number: monday.weekOfYear ?? 0,
      days: days.map((day) => (day.month === first.month ? day.toString() : null)),
    });
    monday = monday.add({ weeks: 1 });
  }
  return weeks;
}

/** The month so many after (before, when negative) another, `yyyy-mm`; null beyond our times, where no calendar is shown. */
export function monthAfter(month: string, months: number): string | null {
  const to = Temporal.PlainYearMonth.from(month).add({ months });
  return to.year >= 1900 && to.year < 2200 ? to.toString() : null;
}
