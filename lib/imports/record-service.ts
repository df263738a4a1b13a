import { orRefusal } from "@/lib/constraints";
import { actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import type { ImportKind } from "@/lib/imports/rules";
import type { Remark, Run } from "@/lib/imports/run-service";
import type { Cause } from "@/lib/jobs/evaluation-requests";
import { type BulkTable, refreshStatistics } from "@/lib/statistics";

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
const NOTE_BATCH = 5_000;

/** After so many new rows of this kind the planner looks at their tables again. */
export const refreshFor = (tx: Tx, kind: ImportKind, rows: number): Promise<void> =>
  refreshStatistics(tx, rows, TABLES[kind]);

const changedMeanwhile = () => new AppError("conflict", msg("imports.changedMeanwhile"));

/** What it means for an import when the database refuses one of its rows after all. */
export const orImportRefusal = <T>(work: Promise<T>): Promise<T> =>
  orRefusal(work, {
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

type About = Readonly<{ kind: ImportKind; fileName: string; sha256: string; jobRunId?: string }>;

/** The row of an import that has not read anything yet; answers its id. */
export async function openImport(
  tx: Tx,
  ctx: Ctx,
  { kind, fileName, sha256, jobRunId }: About,
): Promise<string> {
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
      jobRunId: jobRunId ?? null,
    },
    select: { id: true },
  });
  return id;
}

/** Keeps what there is to say about single rows. */
export async function note(
  { tx, ctx, importId }: Pick<Run, "tx" | "ctx" | "importId">,
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
