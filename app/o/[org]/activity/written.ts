import "server-only";
import { localParts } from "@/lib/facts/moments";
import type { formats } from "@/lib/i18n/formats";

/** A moment in words; the beginning of a day is the day. */
export function writeMoment(moment: Date, f: Awaited<ReturnType<typeof formats>>): string {
  return localParts(moment, f.timeZone).time === null ? f.date(moment) : f.dateTime(moment);
}
