import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/** So many badges of one achievement that lapse at once are one audit entry: all that expired at that moment. */
const BULK = 100;
/** A last day may end a badge for everybody at once, in milliseconds. */
const timeout = 10 * 60_000;

/**
 * Writes down what time has done (job `badges.expire`): awards whose time is up become expired, as they were read
 * since that moment already. Who may earn one again (`renewable`) is evaluated. Repeating it changes nothing. With the
 * module off it does nothing (seed 000 module_toggle_gate).
 */
export async function expireBadges(ctx: Ctx): Promise<{ expired: number }> {
  authorize(ctx, "badges:revoke");
  if (!ctx.modules.has("achievements_gamification")) return { expired: 0 };
  return inTenant(
    ctx,
    async (tx, now) => {
      // Before the badges, in the order of whoever revokes by hand.
      await requestEvaluation(tx, ctx, await whoMayRenew(tx, ctx, now));
      return { expired: await expire(tx, ctx, now) };
    },
    { timeout },
  );
}

async function whoMayRenew(tx: Tx, ctx: Ctx, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ user_id: string }[]>`
    SELECT DISTINCT e.user_id FROM earned_badges e
    JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id AND a.renewable AND a.is_active
    WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.status = 'awarded' AND e.expires_at <= ${now}`;
  return rows.map(({ user_id }) => user_id);
}

/** Locked by person, as evaluation inserts badges: the two never wait for each other in a circle. */
async function expire(tx: Tx, ctx: Ctx, now: Date): Promise<number> {
  const organizationId = ctx.organization.id;
  const [row] = await tx.$queryRaw<[{ expired: number }]>`
    WITH locked AS MATERIALIZED (
      SELECT e.id FROM earned_badges e
      WHERE e.organization_id = ${organizationId}::uuid AND e.status = 'awarded' AND e.expires_at <= ${now}
      ORDER BY e.achievement_id, e.user_id, e.occurrence FOR NO KEY UPDATE
    ), changed AS (
      UPDATE earned_badges e SET status = 'expired' FROM locked l
      WHERE e.organization_id = ${organizationId}::uuid AND e.id = l.id
      RETURNING e.id, e.achievement_id, e.user_id, e.occurrence, e.expires_at
    ), counted AS (
      SELECT achievement_id, count(*)::int AS size FROM changed GROUP BY achievement_id
    ), audit AS (
      INSERT INTO audit_log (organization_id, actor_kind, action, subject_type, subject_id, after)
      SELECT ${organizationId}::uuid, ${ctx.actor.kind}::actor_kind, 'badge.expired', one.type, one.id, one.after FROM (
        SELECT 'badge' AS type, c.id, jsonb_build_object('userId', c.user_id, 'occurrence', c.occurrence, 'expiresAt', c.expires_at) AS after
        FROM changed c JOIN counted n ON n.achievement_id = c.achievement_id AND n.size <= ${BULK}
        UNION ALL
        SELECT 'achievement', n.achievement_id, jsonb_build_object('badges', n.size, 'at', ${now}::timestamptz)
        FROM counted n WHERE n.size > ${BULK}
      ) one
    )
    SELECT coalesce(sum(size), 0)::int AS expired FROM counted`;
  return row.expired;
}
