import type { BadgeStatus } from "@/lib/badges/rules";
import { despiteDeadlocks } from "@/lib/constraints";
import { type Actor, actorUserId, type Ctx, may } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record, recordAll } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { type Advance, type OpenWork, StopRun } from "@/lib/jobs/run-chunks";
import type { RunState } from "@/lib/jobs/run-state-queries";
import { actorOf } from "@/lib/organizations/acting-queries";

/** Badges of one transaction: set-based enough, and a step that can be seen. */
const ROWS = 1_000;

/** What a revocation has come to by now. */
type Result = Readonly<{ revoked: number; left: number }>;

/**
 * The work of `revoke_badges`: the badges of a revocation that wait, so many at a time, in the name of whoever ordered it.
 * What becomes of each is written with it. Somebody else may have revoked or decided about one meanwhile: it stays as
 * that person left it.
 */
export const revokeManyWork =
  (size = ROWS): OpenWork =>
  async (ctx, run) => {
    const actor = await actorOf(ctx, run.createdByUserId);
    return {
      attempt: (transaction) => despiteDeadlocks(() => transaction(false)),
      chunk: (tx, fresh, state, { now }) => revokeChunk(tx, as(fresh, actor), state, { size, now }),
    };
  };

/** The orderer's own context, as long as they may revoke by hand. */
function as(ctx: Ctx, actor: Actor): Ctx {
  if (!ctx.modules.has("achievements_gamification")) throw new AppError("conflict", msg("jobs.moduleOff"));
  const acting = { ...ctx, actor };
  if (!may(acting, "badges:revoke")) throw new AppError("conflict", msg("jobs.starterLeft"));
  return acting;
}

type Revocation = Readonly<{ id: string; reason: string; isUndone: boolean }>;

async function revocationOf(tx: Tx, ctx: Ctx, runId: string): Promise<Revocation> {
  const [found] = await tx.$queryRaw<Revocation[]>`
    SELECT id, reason, undone_at IS NOT NULL AS "isUndone" FROM badge_revocations WHERE organization_id = ${ctx.organization.id}::uuid AND job_run_id = ${runId}::uuid`;
  if (!found) throw notFound("badgeRevocation");
  // It had stopped half-way, and somebody who tries it again does not know that it was taken back.
  if (found.isUndone) throw new StopRun();
  return found;
}

type Part = Readonly<{ size: number; now: Date }>;

async function revokeChunk(tx: Tx, ctx: Ctx, run: RunState, { size, now }: Part): Promise<Advance> {
  const revocation = await revocationOf(tx, ctx, run.id);
  const rows = await waitingRows(tx, ctx, revocation, size);
  const revoked = await revokeRows(tx, ctx, revocation, rows, now);
  const before = { revoked: 0, left: 0, ...(run.result as Partial<Result>) };
  const result: Result = {
    revoked: before.revoked + revoked,
    left: before.left + rows.length - revoked,
  };
  const isOver = rows.length < size;
  if (isOver) {
    const subject = { type: "badge_revocation", id: revocation.id };
    await record(tx, ctx, "badges.revocation_done", subject, { after: result });
  }
  return {
    next: isOver ? null : { after: rows.at(-1)?.line ?? 0 },
    done: run.done + rows.length,
    result,
  };
}

type Waiting = Readonly<{ line: number; badge: string; userId: string }>;

const waitingRows = (tx: Tx, ctx: Ctx, { id }: Revocation, size: number): Promise<Waiting[]> =>
  tx.$queryRaw<Waiting[]>`
    SELECT r.line, r.earned_badge_id AS badge, e.user_id AS "userId" FROM badge_revocation_rows r
    JOIN earned_badges e ON e.organization_id = r.organization_id AND e.id = r.earned_badge_id
    WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.revocation_id = ${id}::uuid AND r.outcome = 'waiting'
    ORDER BY r.line LIMIT ${size}`;

type Revoked = Readonly<{ id: string; status: BadgeStatus }>;

/** Answers how many were revoked. */
async function revokeRows(
  tx: Tx,
  ctx: Ctx,
  { id, reason }: Revocation,
  rows: readonly Waiting[],
  now: Date,
): Promise<number> {
  if (rows.length === 0) return 0;
  const organizationId = ctx.organization.id;
  // Before the badges, as evaluation does.
  await requestEvaluation(
    tx,
    ctx,
    rows.map(({ userId }) => userId),
    "badge",
  );
  const revoked = await tx.$queryRaw<Revoked[]>`
    UPDATE earned_badges e SET status = 'revoked', revoked_at = ${now}, revoked_by_user_id = ${actorUserId(ctx)}::uuid,
      revocation_reason = ${reason}
    WHERE e.organization_id = ${organizationId}::uuid AND e.id = ANY (${rows.map(({ badge }) => badge)}::uuid[])
      AND e.status IN ('pending_approval', 'awarded', 'expired')
    RETURNING e.id, old.status::text AS status`;
  const before = new Map(revoked.map((one) => [one.id, one.status]));
  const settled = rows.map(({ line, badge }) => ({ line, previous: before.get(badge) ?? null }));
  // Of what was not revoked now, somebody was faster: its own state says with what.
  await tx.$executeRaw`
    UPDATE badge_revocation_rows r SET previous_status = s.previous, outcome = CASE WHEN s.previous IS NOT NULL THEN 'revoked'
      WHEN e.status = 'rejected' THEN 'rejected' ELSE 'already_revoked'::badge_revocation_outcome END
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::text::jsonb) AS s (line integer, previous earned_badge_status), earned_badges e
    WHERE r.organization_id = ${organizationId}::uuid AND r.revocation_id = ${id}::uuid AND r.line = s.line
      AND e.organization_id = r.organization_id AND e.id = r.earned_badge_id`;
  const after = { status: "revoked", reason };
  await recordAll(
    tx,
    ctx,
    "badge.revoked",
    revoked.map(({ id: badge, status }) => ({
      subject: { type: "badge", id: badge },
      before: { status },
      after,
    })),
  );
  return revoked.length;
}
