import { AppError, type Message, msg } from "@/lib/errors";
import { Cells, RowRefused } from "@/lib/imports/cells";
import { CsvRows, type RawRow } from "@/lib/imports/csv-rows";
import type { Column } from "@/lib/imports/rules";

const refuse = (key: string, values?: Record<string, string | number>) =>
  new AppError("invalid", msg("form"), { list: msg(key, values) });

/** A line that cannot be read: what can be shown of its person, so that it is found again, and why. */
export type BrokenLine = Readonly<{ line: number; person: string | null; problem: Message }>;

type Wanted<Row> = Readonly<{
  /** `person` and whatever else a line may have. */
  columns: readonly Column[];
  /** Lines at most. */
  maximum: number;
  timeZone: string;
  /** Reads one line, or throws RowRefused. */
  read: (cells: Cells) => Row;
}>;

/**
 * A list of people, pasted or from a file: CSV with the column `person` (the reference they were imported with, or
 * their e-mail) and others. A list of nothing but people needs no header. A line that cannot be read is a broken line;
 * only a list that is none is `invalid`.
 */
export function readPeopleList<Row>(text: string, wanted: Wanted<Row>): (Row | BrokenLine)[] {
  const { columns, maximum, timeZone } = wanted;
  const rows = new CsvRows().push(text.replace(/^\uFEFF/, ""), true);
  const [first] = rows;
  if (!first) throw refuse("imports.emptyFile");
  const header = first.cells.map((name) => name.trim().toLowerCase());
  const hasHeader = header.includes("person");
  if (!hasHeader && rows.some(({ cells }) => cells.length > 1)) {
    throw refuse("imports.missingColumns", { names: "person" });
  }
  const names = columns.map(({ name }) => name);
  const unknown = hasHeader ? header.filter((name) => name !== "" && !names.includes(name)) : [];
  if (unknown.length > 0) {
    throw refuse("imports.unknownColumns", { names: readable(unknown), expected: names.join(", ") });
  }
  const people = hasHeader ? rows.slice(1) : rows;
  if (people.length === 0) throw refuse("imports.emptyFile");
  if (people.length > maximum) throw refuse("field.tooMany", { maximum });
  const places = names.map((name) => (hasHeader ? header.indexOf(name) : name === "person" ? 0 : -1));
  const cells = new Cells(columns, timeZone, true);
  return people.map((row) => readLine(row, { places, cells, read: wanted.read }));
}

// What stands in a header may be anything.
const readable = (names: readonly string[]) =>
  names
    .slice(0, 5)
    .map((name) => name.replace(/[^\p{L}\p{N}\p{P} ]/gu, "").slice(0, 60) || "?")
    .join(", ");

type Reading<Row> = Readonly<{ places: readonly number[]; cells: Cells; read: (cells: Cells) => Row }>;

function readLine<Row>({ line, cells: raw, problem }: RawRow, reading: Reading<Row>): Row | BrokenLine {
  const { places, cells, read } = reading;
  if (problem) return { line, person: null, problem };
  cells.at(
    line,
    places.map((place) => raw[place] ?? ""),
  );
  try {
    return read(cells);
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error;
    const shown = (raw[places[0] ?? 0] ?? "")
      .replace(/[\p{Cc}\p{Cs}]/gu, "")
      .slice(0, 100)
      .trim();
    const { reason, field } = error;
    const problem = field === null ? reason : { ...reason, values: { ...reason.values, column: field } };
    return { line, person: shown || null, problem };
  }
}
