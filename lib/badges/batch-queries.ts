import type { BatchOutcome, BatchRowFilter } from "@/lib/badges/batch-schema";
import { type KeptUndo, type Undo, undoOf } from "@/lib/badges/batch-undo-rules";
import { authorize, type Ctx, may, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

export type BatchSummary = Undo &
  Readonly<{
    id: string;
    achievementId: string;
    achievement: string;
    origin: "chosen" | "matching" | "list";
    reason: string;
    /** `yyyy-mm-dd` */
    metOn: string;
    notify: boolean;
    rowCount: number;
    awarded: number;
    createdAt: Date;
    /** Null for a global admin, who is no member here. */
    createdBy: string | null;
  }>;

export type BatchRow = Readonly<{
  line: number;
  given: string | null;
  userId: string | null;
  name: string | null;
  /** The day of a list's own line, `yyyy-mm-dd`. */
  metOn: string | null;
  outcome: BatchOutcome;
  badgeId: string | null;
  /** What became of the badge since; null where there is none. */
  status: string | null;
}>;

export type BatchDetails = BatchSummary &
  Readonly<{
    counts: readonly Readonly<{ outcome: BatchOutcome; count: number }>[];
    rows: readonly BatchRow[];
    /** The line after which the next page begins. */
    next: number | null;
  }>;

const PAGE_SIZE = 100;

type Found = Omit<BatchSummary, keyof Undo> & KeptUndo;

const summaries = (tx: Tx, ctx: Ctx, rest: Prisma.Sql) => tx.$queryRaw<Found[]>`
  SELECT b.id, a.id AS "achievementId", a.name AS achievement, b.origin::text AS origin, b.reason, b.met_on::text AS "metOn", b.notify,
    b.row_count AS "rowCount", b.awarded_count AS awarded, b.created_at AS "createdAt", c.display_name AS "createdBy",
    b.undone_at AS "undoneAt", u.display_name AS "undoneBy", b.undone_count AS "undoneCount"
  FROM award_batches b
  JOIN achievements a ON a.organization_id = b.organization_id AND a.id = b.achievement_id
  LEFT JOIN memberships c ON c.organization_id = b.organization_id AND c.user_id = b.created_by_user_id
  LEFT JOIN memberships u ON u.organization_id = b.organization_id AND u.user_id = b.undone_by_user_id
  WHERE b.organization_id = ${ctx.organization.id}::uuid ${rest}`;

function summary(ctx: Ctx, { undoneAt, undoneBy, undoneCount, ...batch }: Found, now: Date): BatchSummary {
  const kept = { ...batch, undoneAt, undoneBy, undoneCount, made: batch.awarded };
  return { ...batch, ...undoOf(kept, { mayUndo: may(ctx, "badges:revoke"), now }) };
}

/** The awards to many, newest first; as many as one looks back on. */
export async function listBatches(ctx: Ctx): Promise<readonly BatchSummary[]> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(ctx, async (tx, now) => {
    const rest = Prisma.sql`ORDER BY b.created_at DESC, b.id LIMIT ${PAGE_SIZE}`;
    return (await summaries(tx, ctx, rest)).map((found) => summary(ctx, found, now));
  });
}

/** One award to many with what became of each person, a hundred at a time in the order they were given. */
export async function getBatch(ctx: Ctx, id: string, filter: BatchRowFilter): Promise<BatchDetails> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(ctx, async (tx, now) => {
    const [found] = await summaries(tx, ctx, Prisma.sql`AND b.id = ${id}::uuid`);
    if (!found) throw notFound("awardBatch");
    const mine = Prisma.sql`r.organization_id = ${ctx.organization.id}::uuid AND r.batch_id = ${id}::uuid`;
    const counts = await tx.$queryRaw<{ outcome: BatchOutcome; count: number }[]>`
      SELECT r.outcome::text AS outcome, count(*)::int AS count FROM award_batch_rows r WHERE ${mine}
      GROUP BY r.outcome ORDER BY r.outcome`;
    const only = filter.outcome
      ? Prisma.sql`AND r.outcome = ${filter.outcome}::award_batch_outcome`
      : Prisma.empty;
    const rows = await tx.$queryRaw<BatchRow[]>`
      SELECT r.line, r.given, r.user_id AS "userId", m.display_name AS name, r.met_on::text AS "metOn",
        r.outcome::text AS outcome, r.earned_badge_id AS "badgeId",
        CASE WHEN e.status = 'awarded' AND e.expires_at <= ${now} THEN 'expired' ELSE e.status::text END AS status
      FROM award_batch_rows r
      LEFT JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.user_id
      LEFT JOIN earned_badges e ON e.organization_id = r.organization_id AND e.id = r.earned_badge_id
      WHERE ${mine} ${only} AND r.line > ${filter.after ?? 0} ORDER BY r.line LIMIT ${PAGE_SIZE + 1}`;
    const shown = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? (shown.at(-1)?.line ?? null) : null;
    return { ...summary(ctx, found, now), counts, rows: shown, next };
  });
}
