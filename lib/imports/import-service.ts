import { can } from "@/lib/auth/policy";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { KINDS } from "@/lib/imports/kinds-service";
import { lockKind } from "@/lib/imports/lock-service";
import { COLUMNS, IMPORT_KINDS, type ImportKind } from "@/lib/imports/rules";
import type { Remark, Run } from "@/lib/imports/run-service";
import { openTable, type Table, tableOf } from "@/lib/imports/table";
import { inspectFile } from "@/lib/imports/text-file";
import { type Tally, writeTable } from "@/lib/imports/write-service";
import { type Cause, requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { type BulkTable, refreshStatistics } from "@/lib/statistics";

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

/** Where the rows of a file come to lie. */
const TABLES: Readonly<Record<ImportKind, readonly BulkTable[]>> = {
  people: ["memberships"],
  activities: ["activities"],
  courses: ["courses"],
  course_registrations: ["course_registrations"],
  referrals: ["referrals"],
  achievements: [],
  awards: ["earned_badges"],
  certifications: ["certifications"],
};
/** What the rows of a file are to those they are about. Definitions ask for everybody themselves. */
export const CAUSES: Readonly<Record<ImportKind, Cause>> = {
  people: "membership",
  activities: "activity",
  courses: "course",
  course_registrations: "course",
  referrals: "referral",
  achievements: "everything",
  awards: "badge",
  certifications: "certification",
};
const HALF_AN_HOUR = 30 * 60_000;
const NOTE_BATCH = 5_000;

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
  const changedMeanwhile = () => new AppError("conflict", msg("imports.changedMeanwhile"));
  try {
    return await orRefusal(work, {
      memberships_email_unique: changedMeanwhile,
      memberships_external_ref_unique: changedMeanwhile,
      memberships_last_org_admin: () => new AppError("conflict", msg("imports.lastAdmin")),
      activities_external_id_unique: changedMeanwhile,
      referrals_external_id_unique: changedMeanwhile,
      course_registrations_one_per_course: changedMeanwhile,
      courses_code_unique: changedMeanwhile,
      activities_organization_id_user_id_fkey: changedMeanwhile,
      referrals_organization_id_referrer_user_id_fkey: changedMeanwhile,
      course_registrations_organization_id_user_id_fkey: changedMeanwhile,
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result;
    throw error;
  }
}

async function inTransaction(tx: Tx, ctx: Ctx, now: Date, opened: Opened): Promise<ImportResult> {
  await lockKind(tx, ctx, opened.kind);
  const importId = await open(tx, ctx, opened);
  const run: Run = { tx, ctx, now, importId, given: opened.table.given };
  const tally = await writeTable(run, opened.kind, opened.table);
  const { read, created, updated, rejected, warnings } = tally;
  const unchanged = read - created - updated - rejected.length;
  const counts = { read, created, updated, unchanged };
  if (opened.dryRun) throw new TakenBack({ id: null, ...counts, rejected, warnings });
  await close(run, opened, tally, unchanged);
  return { id: importId, ...counts, rejected, warnings };
}

async function open(tx: Tx, ctx: Ctx, { kind, fileName, sha256 }: Opened): Promise<string> {
  const { id } = await tx.import.create({
    data: {
      organizationId: ctx.organization.id,
      kind,
      fileName,
      fileSha256: sha256,
      readCount: 0,
      createdCount: 0,
      updatedCount: 0,
      unchangedCount: 0,
      rejectedCount: 0,
      createdByUserId: actorUserId(ctx),
    },
    select: { id: true },
  });
  return id;
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
  await refreshStatistics(tx, tally.created + tally.updated, TABLES[kind]);
  await requestEvaluation(tx, ctx, [...tally.people], CAUSES[kind]);
  await record(
    tx,
    ctx,
    "import.done",
    { type: "import", id: importId },
    { after: { kind, fileName, ...counts } },
  );
}

async function note(
  { tx, ctx, importId }: Run,
  outcome: "rejected" | "warning",
  remarks: readonly Remark[],
): Promise<void> {
  for (let from = 0; from < remarks.length; from += NOTE_BATCH) {
    const batch = JSON.stringify(remarks.slice(from, from + NOTE_BATCH));
    await tx.$executeRaw`
      INSERT INTO import_rows (organization_id, import_id, line, outcome, field, reason)
      SELECT ${ctx.organization.id}::uuid, ${importId}::uuid, line, ${outcome}::import_row_outcome, field, reason
      FROM jsonb_to_recordset(${batch}::text::jsonb) AS r (line integer, field text, reason jsonb)`;
  }
}
