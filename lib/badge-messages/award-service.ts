import { AWARD_NOTICES } from "@/lib/badge-messages/award-notices";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { enqueue } from "@/lib/jobs/queue";

/**
 * Tells the holders of these badges that they have them, once each, in the transaction that let the badges stand: those
 * that are awarded and not silent (seed 003 message). Nothing of it when `tx` rolls back. Wakes up whoever tells the
 * achievement's creator, too.
 */
export async function tellOfAwards(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { id: organizationId, timeZone } = ctx.organization;
  const told = await tx.$executeRaw`
    WITH told_of AS (
      SELECT e.organization_id, e.id, e.achievement_id, e.user_id,
        coalesce(e.met_on, (e.awarded_at AT TIME ZONE ${timeZone})::date) AS day
      FROM earned_badges e
      WHERE e.organization_id = ${organizationId}::uuid AND e.id = ANY (${[...ids]}::uuid[]) AND e.status = 'awarded' AND e.notify
        AND e.source IN ('automatic', 'manual')
    )
    ${Prisma.raw(AWARD_NOTICES)}`;
  if (told === 0) return;
  const [{ isHeard }] = await tx.$queryRaw<[{ isHeard: boolean }]>`
    SELECT EXISTS (SELECT FROM earned_badges e JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      WHERE e.organization_id = ${organizationId}::uuid AND e.id = ANY (${[...ids]}::uuid[]) AND a.notification = 'every_time') AS "isHeard"`;
  await wakeTellers(tx, ctx, isHeard);
}

/** Sends what holders were told, and tells the creator who wants to hear of every award, soon after the commit. */
export async function wakeTellers(tx: Tx, ctx: Ctx, isHeard: boolean): Promise<void> {
  const payload = { organizationId: ctx.organization.id };
  await enqueue(tx, "notifications.deliver", payload);
  if (isHeard) await enqueue(tx, "badges.tell-creators", payload);
}
