import { dayOf, startOfDay } from "@/lib/badges/rules";
import { endOfLastDay, lastDayOf, yearOf } from "@/lib/certifications/calendar-rules";
import { numberParts } from "@/lib/certifications/rules";
import { type Message, msg } from "@/lib/errors";

export type Dates = Readonly<{ issuedAt: Date /** Null: valid for life. */; expiresAt: Date | null }>;
type Days = Readonly<{ issuedOn: string; expiresOn?: string }>;
type Clock = Readonly<{ now: Date; timeZone: string }>;

/**
 * The moments that days of the organisation's calendar stand for: of the issue its beginning, or now for today; of the
 * end the day's own end. A day that stays as it was keeps its moment, which may be at any time of that day.
 */
export function datesOn({ issuedOn, expiresOn }: Days, old: Dates, { now, timeZone }: Clock): Dates {
  return { issuedAt: issueOn(issuedOn, old, now, timeZone), expiresAt: endOn(expiresOn, old, timeZone) };
}

function issueOn(day: string, { issuedAt }: Dates, now: Date, timeZone: string): Date {
  if (day === dayOf(issuedAt, timeZone).toString()) return issuedAt;
  return day === dayOf(now, timeZone).toString() ? now : startOfDay(day, timeZone);
}

function endOn(day: string | undefined, { expiresAt }: Dates, timeZone: string): Date | null {
  if (day === undefined) return null;
  return expiresAt && day === lastDayOf(expiresAt, timeZone) ? expiresAt : endOfLastDay(day, timeZone);
}

export const areSame = (a: Dates, b: Dates): boolean =>
  a.issuedAt.getTime() === b.issuedAt.getTime() && a.expiresAt?.getTime() === b.expiresAt?.getTime();

/**
 * What is wrong with new dates of the certificate with this number, by field: an issue that is still to come or in
 * another year than the number's, and an end that is not after the issue.
 */
export function dateProblems(
  { issuedAt, expiresAt }: Dates,
  certificateNumber: string,
  { now, timeZone }: Clock,
): Record<string, Message> {
  const problems: Record<string, Message> = {};
  const year = numberParts(certificateNumber)?.year;
  if (issuedAt > now) problems.issuedOn = msg("certifications.inTheFuture");
  else if (yearOf(issuedAt, timeZone) !== year) {
    problems.issuedOn = msg("certificateLife.yearStays", {
      number: certificateNumber,
      year: String(year ?? ""),
    });
  }
  if (expiresAt && expiresAt <= issuedAt) problems.expiresOn = msg("certifications.expiresBeforeIssue");
  return problems;
}
