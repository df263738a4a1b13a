import { type KeptUndo, type Undo, undoOf } from "@/lib/badges/batch-undo-rules";
import type { BatchOutcome, CertificationBatchFilter } from "@/lib/certifications/batch-schema";
import type { CertificationStatus } from "@/lib/certifications/rules";
import { authorize, type Ctx, may, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { type Message, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import type { JobRunStatus } from "@/lib/jobs/run-rules";

export type CertificationBatchSummary = Undo &
  Readonly<{
    id: string;
    runId: string;
    type: string;
    origin: "chosen" | "matching" | "list";
    /** `yyyy-mm-dd` */
    issuedOn: string;
    notes: string | null;
    rowCount: number;
    issued: number;
    runStatus: JobRunStatus;
    createdAt: Date;
    /** Null for a global admin, who is no member here. */
    createdBy: string | null;
  }>;

export type CertificationBatchRow = Readonly<{
  line: number;
  given: string | null;
  userId: string | null;
  name: string | null;
  outcome: BatchOutcome;
  problem: Message | null;
  /** The certificate that was issued, or the one in the way. */
  certificate: Readonly<{
    id: string;
    certificateNumber: string;
    status: CertificationStatus;
    issuedAt: Date;
    expiresAt: Date | null;
  }> | null;
}>;

export type CertificationBatchDetails = CertificationBatchSummary &
  Readonly<{
    counts: readonly Readonly<{ outcome: BatchOutcome; count: number }>[];
    rows: readonly CertificationBatchRow[];
    /** The line after which the next page begins. */
    next: number | null;
  }>;

const PAGE_SIZE = 100;

type Found = Omit<CertificationBatchSummary, keyof Undo> & KeptUndo;

const summaries = (tx: Tx, ctx: Ctx, rest: Prisma.Sql) => tx.$queryRaw<Found[]>`
  SELECT b.id, b.job_run_id AS "runId", t.name AS type, b.origin::text AS origin, b.issued_on::text AS "issuedOn", b.notes,
    b.row_count AS "rowCount", coalesce((run.result ->> 'issued')::integer, 0) AS issued, run.status::text AS "runStatus",
    b.created_at AS "createdAt", c.display_name AS "createdBy",
    b.undone_at AS "undoneAt", u.display_name AS "undoneBy", b.undone_count AS "undoneCount"
  FROM certification_batches b
  JOIN certification_types t ON t.organization_id = b.organization_id AND t.id = b.certification_type_id
  JOIN job_runs run ON run.organization_id = b.organization_id AND run.id = b.job_run_id
  LEFT JOIN memberships c ON c.organization_id = b.organization_id AND c.user_id = b.created_by_user_id
  LEFT JOIN memberships u ON u.organization_id = b.organization_id AND u.user_id = b.undone_by_user_id
  WHERE b.organization_id = ${ctx.organization.id}::uuid ${rest}`;

function summary(
  ctx: Ctx,
  { undoneAt, undoneBy, undoneCount, ...batch }: Found,
  now: Date,
): CertificationBatchSummary {
  const kept = { ...batch, undoneAt, undoneBy, undoneCount, made: batch.issued };
  return { ...batch, ...undoOf(kept, { mayUndo: may(ctx, "certifications:revoke"), now }) };
}

/** The certificates issued to many, newest first; as many as one looks back on. */
export async function listCertificationBatches(ctx: Ctx): Promise<readonly CertificationBatchSummary[]> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return await inTenant(ctx, async (tx, now) => {
    const rest = Prisma.sql`ORDER BY b.created_at DESC, b.id LIMIT ${PAGE_SIZE}`;
    return (await summaries(tx, ctx, rest)).map((batch) => summary(ctx, batch, now));
  });
}

type FoundRow = Omit<CertificationBatchRow, "certificate"> & {
  certificateId: string | null;
  certificateNumber: string;
  status: CertificationStatus;
  issuedAt: Date;
  expiresAt: Date | null;
};

function rowOf({ certificateId, certificateNumber, status, issuedAt, expiresAt, ...row }: FoundRow) {
  const certificate = certificateId && { id: certificateId, certificateNumber, status, issuedAt, expiresAt };
  return { ...row, certificate: certificate || null };
}

/** One batch with what became of each row, 100 at a time by line. Unknown and foreign ids look the same. */
export async function getCertificationBatch(
  ctx: Ctx,
  id: string,
  filter: CertificationBatchFilter,
): Promise<CertificationBatchDetails> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return await inTenant(ctx, async (tx, now) => {
    const [found] = await summaries(tx, ctx, Prisma.sql`AND b.id = ${id}::uuid`);
    if (!found) throw notFound("certificationBatch");
    const mine = Prisma.sql`r.organization_id = ${ctx.organization.id}::uuid AND r.batch_id = ${id}::uuid`;
    const counts = await tx.$queryRaw<{ outcome: BatchOutcome; count: number }[]>`
      SELECT r.outcome::text AS outcome, count(*)::int AS count FROM certification_batch_rows r WHERE ${mine}
      GROUP BY r.outcome ORDER BY r.outcome`;
    const only = filter.outcome
      ? Prisma.sql`AND r.outcome = ${filter.outcome}::certification_batch_outcome`
      : Prisma.empty;
    const rows = await tx.$queryRaw<FoundRow[]>`
      SELECT r.line, r.given, r.user_id AS "userId", m.display_name AS name, r.outcome::text AS outcome, r.problem,
        e.id AS "certificateId", e.certificate_number AS "certificateNumber", e.issued_at AS "issuedAt", e.expires_at AS "expiresAt",
        CASE WHEN e.status IN ('active', 'expiring_soon') AND e.expires_at <= ${now} THEN 'expired' ELSE e.status::text END AS status
      FROM certification_batch_rows r
      LEFT JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.user_id
      LEFT JOIN certifications e ON e.organization_id = r.organization_id AND e.id = r.certification_id
      WHERE ${mine} ${only} AND r.line > ${filter.after ?? 0} ORDER BY r.line LIMIT ${PAGE_SIZE + 1}`;
    const shown = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? (shown.at(-1)?.line ?? null) : null;
    return { ...summary(ctx, found, now), counts, rows: shown.map(rowOf), next };
  });
}

export type RefusedRow = Readonly<{
  line: number;
  person: string | null;
  /** `yyyy-mm-dd` */
  issued_on: string | null;
  expires_on: string | null;
  notes: string | null;
  outcome: BatchOutcome;
  problem: Message | null;
  certificate_number: string | null;
}>;

/**
 * Every row of a batch that led to no certificate, in order, as many at a time as one reads: for a file of them. Throws
 * `not_found` with the first ones where the organisation has no such batch.
 */
export async function* refusedRows(ctx: Ctx, id: string): AsyncGenerator<readonly RefusedRow[]> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  const organizationId = ctx.organization.id;
  const known = await inTenant(ctx, (tx) => tx.certificationBatch.count({ where: { id, organizationId } }));
  if (known === 0) throw notFound("certificationBatch");
  for (let after = 0; ; ) {
    const rows = await inTenant(
      ctx,
      (tx) => tx.$queryRaw<RefusedRow[]>`
        SELECT r.line, coalesce(r.given, m.external_ref, m.email, m.display_name) AS person, r.issued_on::text, r.expires_on::text,
          r.notes, r.outcome::text AS outcome, r.problem, e.certificate_number
        FROM certification_batch_rows r
        LEFT JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.user_id
        LEFT JOIN certifications e ON e.organization_id = r.organization_id AND e.id = r.certification_id
        WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.batch_id = ${id}::uuid
          AND r.outcome NOT IN ('waiting', 'issued') AND r.line > ${after} ORDER BY r.line LIMIT ${REFUSED_PAGE}`,
    );
    yield rows;
    if (rows.length < REFUSED_PAGE) return;
    after = rows.at(-1)?.line ?? 0;
  }
}

const REFUSED_PAGE = 5_000;
