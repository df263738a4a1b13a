import { textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";

/** Holds the days of a badge against the time. Both ends as they are written in it, ISO 8601 with an offset. */
export function checkDates(from: unknown, until: unknown, now: Date): Check {
  const [begins, ends] = [textOrNull(from), textOrNull(until)];
  if (until !== undefined && until !== null && (ends === null || Number.isNaN(Date.parse(ends))))
    return notChecked("not_expired", "dates_unreadable");
  if (begins !== null && Date.parse(begins) > now.getTime())
    return failed("not_expired", "not_yet", { day: begins.slice(0, 10) });
  if (ends === null) return passed("not_expired", "without_end");
  const day = ends.slice(0, 10);
  return Date.parse(ends) < now.getTime()
    ? failed("not_expired", "expired", { day })
    : passed("not_expired", "within_dates", { day });
}
