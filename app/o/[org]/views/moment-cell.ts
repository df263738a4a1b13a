import type { TableCell } from "@/lib/exports/table-csv";
import { localOf } from "@/lib/facts/moment-rules";

/** A moment in a file of a list: the day, and the time where it is known, by a clock of the time zone. */
export function momentCell(moment: Date, timeZone: string): TableCell {
  const { occurredOn, time } = localOf(moment, timeZone);
  return time === undefined ? { day: occurredOn } : { day: occurredOn, time };
}
