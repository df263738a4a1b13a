import { AppError, msg } from "@/lib/errors";
import { Cells, RowRefused } from "@/lib/imports/cells";
import type { RawRow } from "@/lib/imports/csv-rows";
import { KINDS } from "@/lib/imports/kinds-service";
import { COLUMNS, type ImportKind, MAX_ROWS } from "@/lib/imports/rules";
import type { Reader, Remark, Run } from "@/lib/imports/run-service";
import type { Table } from "@/lib/imports/table";

export type Tally = {
  read: number;
  created: number;
  updated: number;
  rejected: Remark[];
  warnings: Remark[];
  people: Set<string>;
};

const BATCH = 10_000;

export type AnyRow = { line: number };

export const newTally = (): Tally => ({
  read: 0,
  created: 0,
  updated: 0,
  rejected: [],
  warnings: [],
  people: new Set(),
});

/** Reads and writes a table in batches: while PostgreSQL writes one, the next is read. */
export async function writeTable(run: Run, kind: ImportKind, table: Table): Promise<Tally> {
  const tally = newTally();
  const { takesAllAtOnce, isExport, prepare } = KINDS[kind];
  const reader: Reader<AnyRow> = await prepare(run);
  const cells = new Cells(COLUMNS[kind], run.ctx.organization.timeZone, isExport);
  const taken = new Map<string, number>();
  let rows: AnyRow[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function flush() {
    await writing;
    if (rows.length > 0) writing = write(reader, rows, tally);
    // Whoever awaits it next learns of a failure; until then it is not unhandled.
    writing.catch(() => undefined);
    rows = [];
  }

  try {
    for await (const batch of table.batches) {
      for (const raw of batch) {
        const row = readRow(raw, { reader, cells, taken, tally });
        if (row) rows.push(row);
        if (rows.length >= BATCH && !takesAllAtOnce) await flush();
      }
    }
    await flush();
  } finally {
    await writing.catch(() => undefined);
  }
  await writing;
  tally.rejected.sort((a, b) => a.line - b.line);
  tally.warnings.sort((a, b) => a.line - b.line);
  return tally;
}

/** Writes rows that were read, and counts. */
export async function write(reader: Reader<AnyRow>, rows: readonly AnyRow[], tally: Tally): Promise<void> {
  const written = await reader.write(rows);
  tally.created += written.created;
  tally.updated += written.updated;
  for (const remark of written.rejected ?? []) tally.rejected.push(remark);
  for (const remark of written.warnings ?? []) tally.warnings.push(remark);
  for (const person of written.people ?? []) tally.people.add(person);
}

export type Reading = Readonly<{
  reader: Reader<AnyRow>;
  cells: Cells;
  taken: Map<string, number>;
  tally: Tally;
}>;

/** The row as its kind reads it, or null when it is refused. */
export function readRow(raw: RawRow, { reader, cells, taken, tally }: Reading): AnyRow | null {
  tally.read += 1;
  if (tally.read > MAX_ROWS) throw new AppError("invalid", msg("imports.tooManyRows", { maximum: MAX_ROWS }));
  try {
    if (raw.problem) throw new RowRefused(null, raw.problem);
    cells.at(raw.line, raw.cells);
    const row = reader.read(cells);
    takeKeys(reader, row, taken);
    const warning = reader.warn?.(row);
    if (warning) tally.warnings.push(warning);
    return row;
  } catch (refusal) {
    if (!(refusal instanceof RowRefused)) throw refusal;
    tally.rejected.push({ line: raw.line, field: refusal.field, reason: refusal.reason });
    return null;
  }
}

function takeKeys(reader: Reader<AnyRow>, row: AnyRow, taken: Map<string, number>): void {
  const keys = reader.keys(row).map(([field, value]) => [field, `${field} ${value}`] as const);
  for (const [field, key] of keys) {
    const line = taken.get(key);
    if (line !== undefined) throw new RowRefused(field, msg("imports.duplicate", { line }));
  }
  for (const [, key] of keys) taken.set(key, row.line);
}
