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
