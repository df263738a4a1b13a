import { randomUUID } from "node:crypto";
import { despiteDeadlocks } from "@/lib/constraints";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notify } from "@/lib/notifications/notify-service";

/** So many names at most stand in one digest; of the rest it says how many. */
const NAMED = 50;
/** A digest of everybody's badge marks them all, in milliseconds. */
const timeout = 5 * 60_000;

/** How many digests this call wrote; what others did meanwhile is not counted. */
export type Told = Readonly<{ digests: number }>;

/**
 * Tells those who made achievements who earned them since they last heard (seed 003 notification, next_cron; job
 * `badges.tell-creators`): one notification an achievement, at the moment that is due by the organisation's clock, or at
 * once for who wants to hear every time. Nobody new, no digest. Awards that nobody was to be told of, catch-ups and
 * imports are in none, nor is what was revoked before.
 *
 * The notification, the mark of each badge and the next moment are one transaction, so that each badge is told of once,
 * however many do this at once and wherever one of them was stopped. Who made it and has left is told nothing. With the
 * module off it does nothing (seed 000 module_toggle_gate). The time is the database's, or `ctx.asOf`.
 */
export async function tellCreators(ctx: Ctx): Promise<Told> {
  authorize(ctx, "badges:read");
  if (!ctx.modules.has("achievements_gamification")) return { digests: 0 };
  const due = await inTenant(ctx, (tx, now) => findDue(tx, ctx, now));
  let digests = 0;
  for (const { id } of due) {
    const isTold = await despiteDeadlocks(() =>
      inTenant(ctx, (tx, now) => tellOne(tx, ctx, id, now), { timeout }),
    );
    if (isTold) digests += 1;
  }
  return { digests };
}

type Due = Readonly<{ id: string; name: string; creator: string | null }>;

const findDue = (tx: Tx, { organization }: Ctx, now: Date) => tx.$queryRaw<{ id: string }[]>`
  SELECT a.id FROM achievements a WHERE a.organization_id = ${organization.id}::uuid
    AND (a.notification = 'every_time' OR a.next_cron <= ${now}) ORDER BY a.id`;

/** Whoever comes second waits here, and then finds that it is not due any more, or nobody left to tell of. */
async function tellOne(tx: Tx, ctx: Ctx, id: string, now: Date): Promise<boolean> {
  const { id: organizationId, timeZone } = ctx.organization;
  const [achievement] = await tx.$queryRaw<Due[]>`
    SELECT a.id, a.name, m.user_id AS creator FROM achievements a
    LEFT JOIN memberships m ON m.organization_id = a.organization_id AND m.user_id = a.created_by_user_id AND m.status = 'active'
    WHERE a.organization_id = ${organizationId}::uuid AND a.id = ${id}::uuid AND (a.notification = 'every_time' OR a.next_cron <= ${now})
    FOR NO KEY UPDATE OF a`;
  if (!achievement) return false;
  const { name, creator } = achievement;
  const isTold = creator !== null && (await tell(tx, ctx, { id, name, creator }, now));
  await tx.$executeRaw`
    UPDATE achievements a SET next_cron = next_digest(a.notification, ${timeZone}, ${now}::timestamptz)
    WHERE a.organization_id = ${organizationId}::uuid AND a.id = ${id}::uuid AND a.next_cron IS NOT NULL`;
  return isTold;
}

type Listener = Readonly<{ id: string; name: string; creator: string }>;

async function tell(tx: Tx, ctx: Ctx, { id, name, creator }: Listener, now: Date): Promise<boolean> {
  const earned = await tx.$queryRaw<{ person: string }[]>`
    WITH untold AS MATERIALIZED (
      SELECT e.id FROM earned_badges e JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.achievement_id = ${id}::uuid AND e.status = 'awarded' AND e.declined_at IS NULL AND e.notify
        AND e.source IN ('automatic', 'manual') AND e.issuer_notified_at IS NULL AND coalesce(e.decided_at, e.created_at) >= a.digest_since
      ORDER BY e.id FOR NO KEY UPDATE OF e
    ), marked AS (
      UPDATE earned_badges e SET issuer_notified_at = ${now} FROM untold u
      WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.id = u.id
      RETURNING e.user_id, e.awarded_at, e.id
    )
    SELECT m.display_name AS person FROM marked k
    JOIN memberships m ON m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = k.user_id
    ORDER BY k.awarded_at, m.display_name, k.id`;
  if (earned.length === 0) return false;
  const people = earned.slice(0, NAMED).map(({ person }) => person);
  const values = {
    achievement: name,
    count: earned.length,
    people: people.join(", "),
    more: earned.length - people.length,
  };
  const subject = { type: "achievement", id };
  const key = `badge_digest:${id}:${randomUUID()}`;
  await notify(tx, ctx, [{ userId: creator, kind: "badge_digest", key, subject, values }]);
  return true;
}
