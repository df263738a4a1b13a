import { type Access, accessOf } from "@/lib/backpacks/access-service";
import { BackpackFailure } from "@/lib/backpacks/failure";
import { pushAward } from "@/lib/backpacks/remote";
import { type BackpackProblem, passes, pauseAfter } from "@/lib/backpacks/rules";
import { isAwarded } from "@/lib/badges/standing-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/queue";
import { addresses } from "@/lib/open-badges/addresses";

/** So many in a round, one after another of each connection: most backpacks are one server. */
const AT_ONCE = 20;
/** Longer than a round may take; a worker that died is followed by another after it. In seconds. */
const LEASE = 600;

function self(ctx: Ctx): string {
  authorize(ctx, "account:write");
  requireModule(ctx, "open_badges");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor.userId;
}

const wake = (tx: Tx, { organization }: Ctx, delaySeconds = 0) =>
  enqueue(tx, "backpacks.push", { organizationId: organization.id }, { delaySeconds });

/**
 * Orders the acting person's awards to be sent to a backpack they have connected: one, or all that hold. What is there
 * already, or waits, stays as it is; what has failed is tried anew. Returns how many were ordered. Unknown and another's:
 * `not_found`.
 */
export async function orderPush(
  ctx: Ctx,
  { id, badgeId }: { id: string; badgeId?: string | undefined },
): Promise<number> {
  const userId = self(ctx);
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const own = await tx.$queryRaw<{ isMine: boolean }[]>`
      SELECT ${badgeId ?? null}::uuid IS NULL OR EXISTS (SELECT FROM earned_badges b WHERE b.organization_id = c.organization_id
        AND b.user_id = c.user_id AND b.id = ${badgeId ?? null}::uuid AND ${isAwarded("b")}) AS "isMine"
      FROM backpack_connections c
      WHERE c.organization_id = ${organizationId}::uuid AND c.id = ${id}::uuid AND c.user_id = ${userId}::uuid`;
    if (!own[0]) throw notFound("backpackConnection");
    if (!own[0].isMine) throw notFound("badge");
    const ordered = await tx.$executeRaw`
      INSERT INTO external_identifiers AS e (organization_id, backpack_connection_id, earned_badge_id)
      SELECT b.organization_id, ${id}::uuid, b.id FROM earned_badges b
      WHERE b.organization_id = ${organizationId}::uuid AND b.user_id = ${userId}::uuid AND ${isAwarded("b")}
        AND (${badgeId ?? null}::uuid IS NULL OR b.id = ${badgeId ?? null}::uuid)
      ON CONFLICT ON CONSTRAINT external_identifiers_once DO UPDATE
        SET state = 'pending', attempts = 0, next_attempt_at = now() WHERE e.state = 'failed'`;
    if (ordered > 0) await wake(tx, ctx);
    return ordered;
  });
}

type Claimed = Readonly<{
  id: string;
  connectionId: string;
  publicHash: string;
  attempts: number;
}>;

type Settled = Readonly<{
  id: string;
  attempts: number;
  problem: BackpackProblem | null;
  status: number | null;
  externalId: string | null;
}>;

/**
 * The job `backpacks.push`: sends what waits, and files itself anew for when a failed one is due again. A backpack that
 * got one whose sender died before writing it down gets it again, and knows it by its id (upsert): there is one there.
 */
export async function pushToBackpacks(ctx: Ctx, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const claimed = await inTenant(ctx, (tx) => claim(tx, ctx));
    if (claimed.length === 0) return;
    const pauses = new Set<number>();
    for (const one of claimed) {
      const settled = await attempt(ctx, one);
      const pause = await inTenant(ctx, (tx) => settle(tx, ctx, settled));
      if (pause !== null) pauses.add(pause);
    }
    await inTenant(ctx, async (tx) => {
      for (const pause of pauses) await wake(tx, ctx, pause);
    });
  }
  await inTenant(ctx, (tx) => wake(tx, ctx));
}

const claim = (tx: Tx, ctx: Ctx): Promise<Claimed[]> => tx.$queryRaw<Claimed[]>`
  UPDATE external_identifiers e SET attempts = e.attempts + 1, next_attempt_at = now() + ${LEASE}::integer * interval '1 second'
  FROM earned_badges b
  WHERE e.organization_id = ${ctx.organization.id}::uuid AND b.organization_id = e.organization_id AND b.id = e.earned_badge_id
    AND e.id = ANY (ARRAY(SELECT id FROM external_identifiers WHERE organization_id = ${ctx.organization.id}::uuid AND state = 'pending'
      AND next_attempt_at <= now() ORDER BY next_attempt_at LIMIT ${AT_ONCE}::integer FOR UPDATE SKIP LOCKED))
  RETURNING e.id, e.backpack_connection_id AS "connectionId", b.public_hash AS "publicHash", e.attempts`;

async function attempt(ctx: Ctx, { id, connectionId, publicHash, attempts }: Claimed): Promise<Settled> {
  try {
    const status = await sent(ctx, connectionId, publicHash);
    return { id, attempts, problem: null, status, externalId: addresses.credential(publicHash) };
  } catch (error) {
    if (!(error instanceof BackpackFailure)) throw error;
    return { id, attempts, problem: error.problem, status: error.status, externalId: null };
  }
}

/** With the token as it is, and once more with a new one when it is not accepted. */
async function sent(ctx: Ctx, connectionId: string, publicHash: string): Promise<number> {
  const push = (access: Access) => pushAward(access, publicHash);
  const access = await accessOf(ctx, connectionId);
  try {
    return await push(access);
  } catch (error) {
    if (!(error instanceof BackpackFailure) || error.problem !== "refused") throw error;
    return push(await accessOf(ctx, connectionId, access.token));
  }
}

/** Whoever lost the lease has nothing to say any more. The seconds until it is tried again, if it is. */
async function settle(
  tx: Tx,
  ctx: Ctx,
  { id, attempts, problem, status, externalId }: Settled,
): Promise<number | null> {
  const pause = problem !== null && passes(problem) ? pauseAfter(attempts) : null;
  const state = problem === null ? "pushed" : pause === null ? "failed" : "pending";
  await tx.$executeRaw`
    UPDATE external_identifiers SET state = ${state}::backpack_push_state, last_status = ${status}::integer, last_error = ${problem},
      external_id = ${externalId}, next_attempt_at = now() + ${pause}::integer * interval '1 second',
      pushed_at = CASE WHEN ${state} = 'pushed' THEN now() END
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND state = 'pending' AND attempts = ${attempts}::integer`;
  return pause;
}
