import { can } from "@/lib/auth/policy";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { record } from "@/lib/events/record";
import { KINDS } from "@/lib/imports/kinds-service";
import { lockKind } from "@/lib/imports/lock-service";
import { CAUSES, note, openImport, orImportRefusal, refreshFor } from "@/lib/imports/record-service";
import { COLUMNS, IMPORT_KINDS, type ImportKind } from "@/lib/imports/rules";
import type { Remark, Run } from "@/lib/imports/run-service";
import { openTable, type Table, tableOf } from "@/lib/imports/table";
import { inspectFile } from "@/lib/imports/text-file";
import { type Tally, writeTable } from "@/lib/imports/write-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

export type ImportResult = Readonly<{
  /** Null for a dry run, which leaves nothing behind. */
  id: string | null;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** By line; `line` counts from 1 with the header, or is the line a JSON element begins on. */
  rejected: readonly Remark[];
  warnings: readonly Remark[];
}>;

export type ImportOptions = Readonly<{
  kind: ImportKind;
  /** Does all the work and takes it back: not even an audit entry stays. */
  dryRun?: boolean;
}>;

const HALF_AN_HOUR = 30 * 60_000;

/** Carries the result of a dry run out of the transaction that it rolls back. */
class TakenBack {
  constructor(readonly result: ImportResult) {}
}

/**
 * Imports a file of at most 100 MB: CSV (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) or a JSON list,
 * gzipped or not. Rows that cannot be imported are reported and the others are imported, in one transaction:
 * a killed import leaves nothing. Importing the same rows again changes nothing. Two imports of a kind into one
 * organisation wait for each other. Throws `invalid` when the file as a whole is no table of that kind.
 */
export async function importFile(
  ctx: Ctx,
  options: ImportOptions & Readonly<{ path: string; fileName: string }>,
): Promise<ImportResult> {
  mayImport(ctx, options.kind);
  const file = await inspectFile(options.path);
  const table = await openTable(file, COLUMNS[options.kind]);
  return importTable(ctx, { ...options, table, sha256: file.sha256 });
}

/** Imports rows that are in memory, as if they had been a JSON file of that name. */
export async function importRecords(
  ctx: Ctx,
  options: ImportOptions &
    Readonly<{ records: Iterable<Readonly<Record<string, unknown>>>; fileName: string }>,
): Promise<ImportResult> {
  mayImport(ctx, options.kind);
  const table = tableOf(options.records, COLUMNS[options.kind]);
  return importTable(ctx, { ...options, table, sha256: "" });
}

/** Passes or throws `forbidden`: whoever may not do the thing by hand may not do it by file. */
export function mayImport(ctx: Ctx, kind: ImportKind): void {
  const { permission, module } = KINDS[kind];
  authorize(ctx, "imports:write");
  authorize(ctx, permission);
  if (module) requireModule(ctx, module);
}

/** The kinds of file this person may import here, in the order they are best imported in. */
export const importableKinds = (ctx: Ctx): ImportKind[] =>
  IMPORT_KINDS.filter((kind) => {
    const { permission, module } = KINDS[kind];
    const isOn = module === undefined || ctx.modules.has(module);
    return isOn && (ctx.actor.kind !== "user" || can(ctx.actor.role, permission));
  });

type Opened = ImportOptions & Readonly<{ table: Table; fileName: string; sha256: string }>;

async function importTable(ctx: Ctx, opened: Opened): Promise<ImportResult> {
  const work = inTenant(ctx, (tx, now) => inTransaction(tx, ctx, now, opened), { timeout: HALF_AN_HOUR });
  try {
    return await orImportRefusal(work);
  } catch (error) {
    if (error instanceof TakenBack) return error.result;
    throw error;
  }
}

async function inTransaction(tx: Tx, ctx: Ctx, now: Date, opened: Opened): Promise<ImportResult> {
  await lockKind(tx, ctx, opened.kind);
  const importId = await openImport(tx, ctx, opened);
  const run: Run = { tx, ctx, now, importId, given: opened.table.given };
  const tally = await writeTable(run, opened.kind, opened.table);
  const { read, created, updated, rejected, warnings } = tally;
  const unchanged = read - created - updated - rejected.length;
  const counts = { read, created, updated, unchanged };
  if (opened.dryRun) throw new TakenBack({ id: null, ...counts, rejected, warnings });
  await close(run, opened, tally, unchanged);
  return { id: importId, ...counts, rejected, warnings };
}

async function close(run: Run, { kind, fileName }: Opened, tally: Tally, unchanged: number): Promise<void> {
  const { tx, ctx, importId } = run;
  await note(run, "rejected", tally.rejected);
  await note(run, "warning", tally.warnings);
  const counts = {
    readCount: tally.read,
    createdCount: tally.created,
    updatedCount: tally.updated,
    unchangedCount: unchanged,
    rejectedCount: tally.rejected.length,
  };
  await tx.import.updateMany({ where: { organizationId: ctx.organization.id, id: importId }, data: counts });
  await refreshFor(tx, kind, tally.created + tally.updated);
  await requestEvaluation(tx, ctx, [...tally.people], CAUSES[kind]);
  await record(
    tx,
    ctx,
    "import.done",
    { type: "import", id: importId },
    { after: { kind, fileName, ...counts } },
  );
}
