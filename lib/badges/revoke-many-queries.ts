import { type KeptUndo, type Undo, undoOf } from "@/lib/badges/batch-undo-rules";
import { countComingBack } from "@/lib/badges/coming-back-queries";
import type { RevocationOutcome, RevocationRowFilter } from "@/lib/badges/revoke-many-schema";
import type { BadgeStatus } from "@/lib/badges/rules";
import { authorize, type Ctx, may, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import type { JobRunStatus } from "@/lib/jobs/run-rules";

export type RevocationSummary = Undo &
  Readonly<{
    id: string;
    runId: string;
    origin: "chosen" | "matching";
    reason: string;
    rowCount: number;
    revoked: number;
    runStatus: JobRunStatus;
    createdAt: Date;
    /** Null for a global admin, who is no member here. */
    createdBy: string | null;
  }>;

export type RevocationRow = Readonly<{
  line: number;
  /** The id that was asked for, where there is no such badge. */
  given: string | null;
  badgeId: string | null;
  person: string | null;
  achievement: string | null;
  occurrence: string | null;
  outcome: RevocationOutcome;
  /** What the badge is now. */
  status: BadgeStatus | null;
}>;

export type RevocationDetails = RevocationSummary &
  Readonly<{
    /** How many of its badges would be again what they were; 0 where it cannot be undone. */
    comingBack: number;
    counts: readonly Readonly<{ outcome: RevocationOutcome; count: number }>[];
    rows: readonly RevocationRow[];
    /** The line after which the next page begins. */
    next: number | null;
  }>;

const PAGE_SIZE = 100;

type Found = Omit<RevocationSummary, keyof Undo> & KeptUndo;

const summaries = (tx: Tx, ctx: Ctx, rest: Prisma.Sql) => tx.$queryRaw<Found[]>`
  SELECT b.id, b.job_run_id AS "runId", b.origin::text AS origin, b.reason, b.row_count AS "rowCount",
    coalesce((run.result ->> 'revoked')::integer, 0) AS revoked, run.status::text AS "runStatus",
    b.created_at AS "createdAt", c.display_name AS "createdBy",
    b.undone_at AS "undoneAt", u.display_name AS "undoneBy", b.undone_count AS "undoneCount"
  FROM badge_revocations b
  JOIN job_runs run ON run.organization_id = b.organization_id AND run.id = b.job_run_id
  LEFT JOIN memberships c ON c.organization_id = b.organization_id AND c.user_id = b.created_by_user_id
  LEFT JOIN memberships u ON u.organization_id = b.organization_id AND u.user_id = b.undone_by_user_id
  WHERE b.organization_id = ${ctx.organization.id}::uuid ${rest}`;

function summary(
  ctx: Ctx,
  { undoneAt, undoneBy, undoneCount, ...found }: Found,
  now: Date,
): RevocationSummary {
  const kept = { ...found, undoneAt, undoneBy, undoneCount, made: found.revoked };
  return { ...found, ...undoOf(kept, { mayUndo: may(ctx, "badges:revoke"), now }) };
}

/** The revocations of many, newest first; as many as one looks back on. */
export async function listRevocations(ctx: Ctx): Promise<readonly RevocationSummary[]> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx, now) => {
    const rest = Prisma.sql`ORDER BY b.created_at DESC, b.id LIMIT ${PAGE_SIZE}`;
    return (await summaries(tx, ctx, rest)).map((found) => summary(ctx, found, now));
  });
}

/** One revocation of many with what became of each badge, 100 at a time by line. Unknown and foreign ids look the same. */
export async function getRevocation(
  ctx: Ctx,
  id: string,
  filter: RevocationRowFilter,
): Promise<RevocationDetails> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx, now) => {
    const [found] = await summaries(tx, ctx, Prisma.sql`AND b.id = ${id}::uuid`);
    if (!found) throw notFound("badgeRevocation");
    const mine = Prisma.sql`r.organization_id = ${ctx.organization.id}::uuid AND r.revocation_id = ${id}::uuid`;
    const counts = await tx.$queryRaw<{ outcome: RevocationOutcome; count: number }[]>`
      SELECT r.outcome::text AS outcome, count(*)::int AS count FROM badge_revocation_rows r WHERE ${mine}
      GROUP BY r.outcome ORDER BY r.outcome`;
    const only = filter.outcome
      ? Prisma.sql`AND r.outcome = ${filter.outcome}::badge_revocation_outcome`
      : Prisma.empty;
    const rows = await tx.$queryRaw<RevocationRow[]>`
      SELECT r.line, r.given, r.earned_badge_id AS "badgeId", m.display_name AS person, a.name AS achievement, e.occurrence,
        r.outcome::text AS outcome,
        CASE WHEN e.status = 'awarded' AND e.expires_at <= ${now} THEN 'expired' ELSE e.status::text END AS status
      FROM badge_revocation_rows r
      LEFT JOIN earned_badges e ON e.organization_id = r.organization_id AND e.id = r.earned_badge_id
      LEFT JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
      LEFT JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      WHERE ${mine} ${only} AND r.line > ${filter.after ?? 0} ORDER BY r.line LIMIT ${PAGE_SIZE + 1}`;
    const shown = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? (shown.at(-1)?.line ?? null) : null;
    const whole = summary(ctx, found, now);
    const comingBack = whole.undoUntil ? await countComingBack(tx, ctx, id) : 0;
    return { ...whole, comingBack, counts, rows: shown, next };
  });
}
