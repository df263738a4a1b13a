import type { ListedPerson } from "@/lib/badges/batch-people-queries";
import { MAX_BATCH } from "@/lib/badges/batch-schema";
import { AppError, msg } from "@/lib/errors";
import { Cells, RowRefused } from "@/lib/imports/cells";
import { CsvRows, type RawRow } from "@/lib/imports/csv-rows";
import type { Column } from "@/lib/imports/rules";

const COLUMNS: readonly Column[] = [
  { name: "person", required: true },
  { name: "reason", required: false },
  { name: "date", required: false },
];
const MAX_REASON = 2000;

const refuse = (key: string, values?: Record<string, string | number>) =>
  new AppError("invalid", msg("form"), { list: msg(key, values) });

/**
 * A list of people to be awarded, pasted or from a file: CSV with the column `person` (the reference they were imported
 * with, or their e-mail), and `reason` and `date` where they differ from the others'. A list of nothing but people
 * needs no header. A line that cannot be read is a line with a problem; only a list that is none is `invalid`.
 */
export function readAwardList(text: string, timeZone: string): readonly ListedPerson[] {
  const rows = new CsvRows().push(text.replace(/^\uFEFF/, ""), true);
  const [first] = rows;
  if (!first) throw refuse("imports.emptyFile");
  const header = first.cells.map((name) => name.trim().toLowerCase());
  const hasHeader = header.includes("person");
  if (!hasHeader && rows.some(({ cells }) => cells.length > 1)) {
    throw refuse("imports.missingColumns", { names: "person" });
  }
  const unknown = hasHeader ? header.filter((name) => name !== "" && !isColumn(name)) : [];
  if (unknown.length > 0) {
    const expected = COLUMNS.map(({ name }) => name).join(", ");
    throw refuse("imports.unknownColumns", { names: readable(unknown), expected });
  }
  const people = hasHeader ? rows.slice(1) : rows;
  if (people.length === 0) throw refuse("imports.emptyFile");
  if (people.length > MAX_BATCH) throw refuse("field.tooMany", { maximum: MAX_BATCH });
  const places = COLUMNS.map(({ name }) => (hasHeader ? header.indexOf(name) : name === "person" ? 0 : -1));
  const cells = new Cells(COLUMNS, timeZone, true);
  return people.map((row) => readRow(row, places, cells));
}

const isColumn = (name: string) => COLUMNS.some((column) => column.name === name);

// What stands in a header may be anything.
const readable = (names: readonly string[]) =>
  names
    .slice(0, 5)
    .map((name) => name.replace(/[^\p{L}\p{N}\p{P} ]/gu, "").slice(0, 60) || "?")
    .join(", ");

function readRow(
  { line, cells: raw, problem }: RawRow,
  places: readonly number[],
  cells: Cells,
): ListedPerson {
  const broken = { line, person: null, reason: null, day: null };
  if (problem) return { ...broken, problem };
  cells.at(
    line,
    places.map((place) => raw[place] ?? ""),
  );
  try {
    const person = cells.required("person", 254);
    return { line, person, reason: cells.text("reason", MAX_REASON), day: cells.day("date"), problem: null };
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error;
    // What can be shown of it, so that it is found again.
    const shown = (raw[places[0] ?? 0] ?? "")
      .replace(/[\p{Cc}\p{Cs}]/gu, "")
      .slice(0, 100)
      .trim();
    return { ...broken, person: shown || null, problem: error.reason };
  }
}
