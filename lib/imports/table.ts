import { AppError, type Message, msg } from "@/lib/errors";
import { CsvRows, type RawRow } from "@/lib/imports/csv-rows";
import { type JsonElement, JsonRows } from "@/lib/imports/json-rows";
import type { Column } from "@/lib/imports/rules";
import { readText, type TextFile } from "@/lib/imports/text-file";

/** The rows of a file, their cells in the order of the kind's columns; a cell that is not there is empty. */
export type Table = Readonly<{
  /** The columns the file has at all: what it does not mention, an import leaves as it is. */
  given: ReadonlySet<string>;
  batches: AsyncIterable<readonly RawRow[]>;
}>;

const MAX_NAMES = 10;

// What stands in a header may be anything, also a picture.
const readable = (names: readonly string[]) =>
  names
    .slice(0, MAX_NAMES)
    .map((name) => name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "").slice(0, 60) || "?")
    .join(", ");

/** Opens a file as rows of these columns. Throws `invalid` when it is no table of them, naming what is wrong. */
export async function openTable(file: TextFile, columns: readonly Column[]): Promise<Table> {
  return file.first === "[" || file.first === "{" ? openJson(file, columns) : openCsv(file, columns);
}

/** Rows that are in memory already, such as the demo's; their line is their place in the list, from 1. */
export function tableOf(
  records: Iterable<Readonly<Record<string, unknown>>>,
  columns: readonly Column[],
): Table {
  const rows = [...records].map((value, index) => recordRow({ line: index + 1, value }, columns));
  const batches = (async function* () {
    yield rows;
  })();
  return { given: new Set(columns.map(({ name }) => name)), batches };
}

async function* csvBatches(file: TextFile): AsyncGenerator<RawRow[]> {
  const reader = new CsvRows();
  for await (const piece of readText(file)) yield reader.push(piece);
  yield reader.push("", true);
}

async function openCsv(file: TextFile, columns: readonly Column[]): Promise<Table> {
  const batches = csvBatches(file);
  let first: RawRow[] = [];
  while (first.length === 0) {
    const next = await batches.next();
    if (next.done) throw new AppError("invalid", msg("imports.emptyFile"));
    first = next.value;
  }
  const [header, ...rest] = first;
  const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase());
  checkHeader(names, columns);
  const places = columns.map(({ name }) => names.indexOf(name));
  const align = (row: RawRow): RawRow => ({
    line: row.line,
    cells: places.map((place) => row.cells[place] ?? ""),
    problem: row.problem ?? tooManyFields(row.cells, names.length),
  });
  async function* rows() {
    yield rest.map(align);
    for await (const batch of batches) yield batch.map(align);
  }
  return { given: new Set(names), batches: rows() };
}

function tooManyFields(cells: readonly string[], expected: number): Message | undefined {
  if (cells.length <= expected || cells.slice(expected).every((cell) => cell.trim() === "")) return undefined;
  return msg("imports.tooManyFields", { found: cells.length, expected });
}

function checkHeader(names: readonly string[], columns: readonly Column[]): void {
  const known = new Set(columns.map(({ name }) => name));
  if (!names.some((name) => known.has(name))) {
    throw new AppError("invalid", msg("imports.noKnownColumn", { expected: [...known].join(", ") }));
  }
  const missing = columns.filter(({ name, required }) => required && !names.includes(name));
  const unknown = names.filter((name) => name !== "" && !known.has(name));
  const twice = names.filter((name, index) => known.has(name) && names.indexOf(name) !== index);
  const fields: Record<string, Message> = {};
  if (missing.length > 0) {
    fields.missing = msg("imports.missingColumns", { names: readable(missing.map(({ name }) => name)) });
  }
  if (unknown.length > 0) {
    fields.unknown = msg("imports.unknownColumns", {
      names: readable(unknown),
      expected: [...known].join(", "),
    });
  }
  if (twice.length > 0) fields.twice = msg("imports.columnsTwice", { names: readable(twice) });
  if (Object.keys(fields).length > 0) throw new AppError("invalid", msg("imports.wrongColumns"), fields);
}

async function openJson(file: TextFile, columns: readonly Column[]): Promise<Table> {
  async function* rows() {
    const reader = new JsonRows();
    for await (const piece of readText(file)) {
      yield reader.push(piece).map((element) => recordRow(element, columns));
    }
    reader.end();
  }
  return { given: new Set(columns.map(({ name }) => name)), batches: rows() };
}

function recordRow({ line, value, isTooDeep }: JsonElement, columns: readonly Column[]): RawRow {
  if (isTooDeep) return { line, cells: [], problem: msg("imports.tooDeep") };
  if (value === undefined) return { line, cells: [], problem: msg("imports.notJson") };
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return { line, cells: [], problem: msg("imports.notARecord") };
  }
  const record = value as Record<string, unknown>;
  const known = new Set(columns.map(({ name }) => name));
  const unknown = Object.keys(record).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const values = { names: readable(unknown), expected: [...known].join(", ") };
    return { line, cells: [], problem: msg("imports.unknownColumns", values) };
  }
  return { line, cells: columns.map(({ name }) => cellOf(record[name])) };
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
