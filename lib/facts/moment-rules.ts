import { Temporal } from "temporal-polyfill";

/** A moment as people write it: a calendar day and, where it is known, the time of day, by the organisation's clock. */
export type LocalMoment = Readonly<{ occurredOn: string; time?: string | undefined }>;

const inZone = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

/** The first moment of a calendar day `yyyy-mm-dd`. */
export const startOfDay = (day: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

/** The first moment after a calendar day `yyyy-mm-dd`. */
export const endOfDay = (day: string, timeZone: string): Date =>
  startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString(), timeZone);

/** The calendar day `yyyy-mm-dd` of an instant. */
export const dayOf = (instant: Date, timeZone: string): string =>
  inZone(instant, timeZone).toPlainDate().toString();

/**
 * The instant of a day and time in a zone; a day alone is its beginning, as in an import. An hour that comes twice
 * when summer time ends is the first of the two. What the clocks jumped over has no instant: `noSuchTime`, or
 * `noSuchDay` where a whole day was left out.
 */
export function instantOf(
  { occurredOn, time }: LocalMoment,
  timeZone: string,
): Date | "noSuchDay" | "noSuchTime" {
  const date = Temporal.PlainDate.from(occurredOn);
  const start = date.toZonedDateTime(timeZone);
  if (!start.toPlainDate().equals(date)) return "noSuchDay";
  if (time === undefined) return new Date(start.epochMilliseconds);
  const zoned = date.toZonedDateTime({ timeZone, plainTime: time });
  const isThatTime = zoned.toPlainDateTime().equals(date.toPlainDateTime(time));
  return isThatTime ? new Date(zoned.epochMilliseconds) : "noSuchTime";
}

/** Day and time (`hh:mm`) of an instant; without a time where it is the beginning of the day. */
export function localOf(instant: Date, timeZone: string): LocalMoment {
  const zoned = inZone(instant, timeZone);
  const occurredOn = zoned.toPlainDate().toString();
  if (zoned.equals(zoned.startOfDay())) return { occurredOn };
  return { occurredOn, time: zoned.toPlainTime().toString({ smallestUnit: "minute" }) };
}
