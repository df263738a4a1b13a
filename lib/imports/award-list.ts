import type { ListedPerson } from "@/lib/badges/batch-people-queries";
import { MAX_BATCH } from "@/lib/badges/batch-schema";
import { readPeopleList } from "@/lib/imports/people-list";
import type { Column } from "@/lib/imports/rules";

const COLUMNS: readonly Column[] = [
  { name: "person", required: true },
  { name: "reason", required: false },
  { name: "date", required: false },
];
const MAX_REASON = 2000;

/** A list of people to be awarded (see `readPeopleList`), with `reason` and `date` where they differ from the others'. */
export function readAwardList(text: string, timeZone: string): readonly ListedPerson[] {
  const lines = readPeopleList(text, {
    columns: COLUMNS,
    maximum: MAX_BATCH,
    timeZone,
    read: (cells): ListedPerson => ({
      line: cells.line,
      person: cells.required("person", 254),
      reason: cells.text("reason", MAX_REASON),
      day: cells.day("date"),
      problem: null,
    }),
  });
  return lines.map((line) => ({ reason: null, day: null, ...line }));
}
