import { Temporal } from "temporal-polyfill";
import { type Message, msg } from "@/lib/errors";

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const DAY_MS = 86_400_000;

// 2026-11-20 and, as spreadsheets in Norwegian write it, 20.11.2026
const DAY = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))/;
const TIME = /^[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?$/i;

/** A day or a moment that cannot be read: why, for the person who has to correct it. */
export class NotAMoment {
  constructor(readonly reason: Message) {}
}

function readDate(text: string): { iso: string; length: number } | NotAMoment {
  const match = DAY.exec(text);
  if (!match) return new NotAMoment(msg("imports.notADate"));
  const year = Number(match[1] ?? match[6]);
  const month = Number(match[2] ?? match[5]);
  const day = Number(match[3] ?? match[4]);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return new NotAMoment(msg("imports.yearOutOfRange", { from: FIRST_YEAR, to: LAST_YEAR }));
  const instant = new Date(Date.UTC(year, month - 1, day));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day)
    return new NotAMoment(msg("imports.noSuchDate"));
  return { iso: instant.toISOString().slice(0, 10), length: match[0].length };
}

/** `yyyy-mm-dd` of a calendar day that exists, without a time. */
export function readDay(text: string): string | NotAMoment {
  const date = readDate(text);
  if (date instanceof NotAMoment) return date;
  return date.length === text.length ? date.iso : new NotAMoment(msg("imports.notADate"));
}

type DayStart = Readonly<{ start: number; isOrdinary: boolean }>;

/**
 * Reads moments of one organisation: with `Z` or an offset they stand as they are, a time without one is the
 * organisation's local time, and a day alone is its beginning there. Milliseconds since 1970.
 */
export function momentReader(timeZone: string): (text: string) => number | NotAMoment {
  const days = new Map<string, DayStart>();

  function startOf(iso: string): DayStart {
    const known = days.get(iso);
    if (known) return known;
    const zoned = Temporal.PlainDate.from(iso).toZonedDateTime({ timeZone });
    const start = zoned.epochMilliseconds;
    const made = { start, isOrdinary: zoned.hoursInDay === 24 && zoned.hour === 0 };
    days.set(iso, made);
    return made;
  }

  function local(iso: string, ms: number): number | NotAMoment {
    const day = startOf(iso);
    if (day.isOrdinary) return day.start + ms;
    const time = Temporal.PlainTime.from("00:00").add({ milliseconds: ms });
    const zoned = Temporal.PlainDate.from(iso).toZonedDateTime({ timeZone, plainTime: time });
    // What the clocks jumped over when summer time began, as in the forms (lib/facts/moment-rules.ts).
    if (!zoned.toPlainTime().equals(time)) return new NotAMoment(msg("imports.noSuchTime"));
    return zoned.epochMilliseconds;
  }

  return (text) => {
    const date = readDate(text);
    if (date instanceof NotAMoment) return date;
    if (date.length === text.length) return startOf(date.iso).start;
    const match = TIME.exec(text.slice(date.length));
    if (!match) return new NotAMoment(msg("imports.notATime"));
    const ms = millisecondsOf(match);
    if (ms === null) return new NotAMoment(msg("imports.noSuchTime"));
    if (match[5] === undefined) return local(date.iso, ms);
    const offset = offsetOf(match[5]);
    return offset === null
      ? new NotAMoment(msg("imports.noSuchTime"))
      : Date.parse(`${date.iso}T00:00:00Z`) + ms - offset;
  };
}

function millisecondsOf(match: RegExpExecArray): number | null {
  const [, hours, minutes, seconds = "0", fraction = ""] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms;
}

function offsetOf(zone: string): number | null {
  if (zone.toUpperCase() === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  const ms = (hours * 60 + minutes) * 60_000;
  if (minutes > 59 || ms > (DAY_MS * 14) / 24) return null;
  return zone.startsWith("-") ? -ms : ms;
}
