import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type Message, notFound } from "@/lib/errors";
import { keyset, momentKey, momentText, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ImportKind } from "@/lib/imports/rules";
import type { ImportFilter } from "@/lib/imports/schema";
import type { JobRunStatus } from "@/lib/jobs/run-rules";

const ROWS = 200;

export type ImportRow = Readonly<{
  id: string;
  kind: ImportKind;
  fileName: string;
  status: "done" | "undone";
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  createdAt: Date;
  /** Null for the command line and for somebody who has left. */
  createdBy: string | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  /** The run that writes a large one. */
  run: Readonly<{ id: string; status: JobRunStatus }> | null;
}>;

const columns = Prisma.sql`i.id, i.kind::text AS kind, i.file_name AS "fileName", i.status::text AS status, i.read_count AS read,
  i.created_count AS created, i.updated_count AS updated, i.unchanged_count AS unchanged, i.rejected_count AS rejected,
  i.created_at AS "createdAt", creator.display_name AS "createdBy", i.undone_at AS "undoneAt", undoer.display_name AS "undoneBy",
  CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'status', r.status) END AS run`;
const authors = Prisma.sql`
  LEFT JOIN memberships creator ON creator.organization_id = i.organization_id AND creator.user_id = i.created_by_user_id
  LEFT JOIN memberships undoer ON undoer.organization_id = i.organization_id AND undoer.user_id = i.undone_by_user_id
  LEFT JOIN job_runs r ON r.organization_id = i.organization_id AND r.id = i.job_run_id`;

/** Imports, newest first, 50 at a time. */
export async function listImports(ctx: Ctx, filter: ImportFilter): Promise<Page<ImportRow>> {
  authorize(ctx, "imports:read");
  const pages = keyset({
    cursors: filter,
    column: Prisma.sql`i.created_at`,
    read: momentKey,
    id: Prisma.sql`i.id`,
    descending: true,
  });
  const all = [Prisma.sql`i.organization_id = ${ctx.organization.id}::uuid`, pages.condition];
  if (filter.kind) all.push(Prisma.sql`i.kind = ${filter.kind}::import_kind`);
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(ImportRow & { key: string })[]>`
      SELECT ${columns}, ${momentText("i.created_at")} AS key 
      FROM (SELECT * FROM imports i WHERE ${Prisma.join(all, " AND ")} ${pages.orderAndLimit}) i ${authors}
      ${pages.orderAndLimit}`,
  );
  return pages.page(found);
}

/** What an import said about single rows. */
export type RowRemark = Readonly<{
  line: number;
  outcome: "rejected" | "warning";
  field: string | null;
  reason: Message;
}>;

export type ImportDetails = ImportRow &
  Readonly<{
    /** Of what it created, how much an undone import has left because something else refers to it. */
    left: number;
    remarks: readonly RowRemark[];
    /** The line after which the next remarks come, or null. */
    next: number | null;
  }>;

// Where what an import created is counted, and what still stands of it.
const LEFT: Readonly<Record<ImportKind, string>> = {
  people: "memberships",
  courses: "courses",
  achievements: "achievements",
  activities: "activities WHERE voided_at IS NULL AND",
  referrals: "referrals WHERE voided_at IS NULL AND",
  course_registrations: "course_registrations WHERE voided_at IS NULL AND",
  awards: "earned_badges WHERE status <> 'revoked' AND",
  certifications: "certifications WHERE status <> 'revoked' AND",
};

/** One import with what it said about rows, 200 at a time by line. Unknown and foreign ones are `not_found`. */
export async function getImport(ctx: Ctx, id: string, after = 0): Promise<ImportDetails> {
  authorize(ctx, "imports:read");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<ImportRow[]>`
      SELECT ${columns} FROM imports i ${authors} WHERE i.organization_id = ${organizationId}::uuid AND i.id = ${id}::uuid`;
    if (!found) throw notFound("import");
    const remarks = await tx.$queryRaw<RowRemark[]>`
      SELECT line, outcome::text AS outcome, field, reason FROM import_rows
      WHERE organization_id = ${organizationId}::uuid AND import_id = ${id}::uuid AND line > ${after}
        AND outcome IN ('rejected', 'warning') ORDER BY line, outcome LIMIT ${ROWS + 1}`;
    const shown = remarks.slice(0, ROWS);
    const next = remarks.length > ROWS ? (shown.at(-1)?.line ?? null) : null;
    if (found.status === "done") return { ...found, left: 0, remarks: shown, next };
    const table = LEFT[found.kind];
    const [{ left }] = await tx.$queryRawUnsafe<[{ left: number }]>(
      `SELECT count(*)::integer AS left FROM ${table} ${table.endsWith("AND") ? "" : "WHERE"} organization_id = $1::uuid AND import_id = $2::uuid`,
      organizationId,
      id,
    );
    return { ...found, left, remarks: shown, next };
  });
}
