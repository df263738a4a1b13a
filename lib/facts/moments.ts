import { Temporal } from "temporal-polyfill";

/** The instant of a local day and time (`HH:MM`); without a time it is the beginning of that day. */
export function instantOf(day: string, time: string | undefined, timeZone: string): Date {
  const plainTime = time ? Temporal.PlainTime.from(time.replace(".", ":")) : undefined;
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(zoned.epochMilliseconds);
}

/** Day and time (`HH:MM`) of an instant in a time zone; no time for the beginning of a day, which means the day. */
export function localParts(instant: Date, timeZone: string): { day: string; time: string | null } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const isDay = zoned.equals(zoned.startOfDay());
  return {
    day: zoned.toPlainDate().toString(),
    time: isDay ? null : zoned.toPlainTime().toString({ smallestUnit: "minute" }),
  };
}

/**
 * The instant of a corrected fact. Who corrects only the minutes of a meeting sees its time to the minute and must
 * not change its seconds by that.
 */
export function correctedInstant(
  known: Date,
  { occurredOn, time }: { occurredOn: string; time?: string | undefined },
  timeZone: string,
): Date {
  const shown = localParts(known, timeZone);
  const isSame = shown.day === occurredOn && shown.time === (time?.replace(".", ":") ?? null);
  return isSame ? known : instantOf(occurredOn, time, timeZone);
}
