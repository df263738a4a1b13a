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
