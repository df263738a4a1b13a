import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { PauseStatus } from "@/lib/pauses/rules";
import { hasNotLeft } from "@/lib/people/leaver-queries";

/** Days are `yyyy-mm-dd` of the organisation's calendar, both of the pause. */
export type PauseRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  status: PauseStatus;
  startsOn: string;
  endsOn: string;
  createdAt: Date;
  /** The reader's own, which another has to answer. */
  isOwn: boolean;
}>;

const SHOWN = 100;

const columns = (
  ctx: Ctx,
) => Prisma.sql`SELECT p.id, p.user_id AS "userId", m.display_name AS person, p.status::text AS status,
  p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn", p.created_at AS "createdAt",
  p.user_id IS NOT DISTINCT FROM ${actorUserId(ctx)}::uuid AS "isOwn"
  FROM streak_pauses p JOIN memberships m ON m.organization_id = p.organization_id AND m.user_id = p.user_id
  WHERE p.organization_id = ${ctx.organization.id}::uuid`;

export type Pauses = Readonly<{
  /** Those that wait, of nobody who has left, the hundred that have waited longest first, and how many there are. */
  waiting: readonly PauseRow[];
  total: number;
  /** Approved ones that are not over, the next hundred to end first. */
  current: readonly PauseRow[];
}>;

export async function listPauses(ctx: Ctx): Promise<Pauses> {
  authorize(ctx, "pauses:read");
  return await inTenant(ctx, async (tx, now) => ({
    waiting: await tx.$queryRaw<PauseRow[]>`
      ${columns(ctx)} AND p.status = 'waiting' AND ${hasNotLeft("p")} ORDER BY p.created_at, p.id LIMIT ${SHOWN}`,
    total: await tx.streakPause.count({
      where: { organizationId: ctx.organization.id, status: "waiting", person: { status: "active" } },
    }),
    current: await tx.$queryRaw<PauseRow[]>`
      ${columns(ctx)} AND p.status = 'approved' AND p.ends_on >= (${now} AT TIME ZONE ${ctx.organization.timeZone})::date
      ORDER BY p.ends_on, p.id LIMIT ${SHOWN}`,
  }));
}

/** The reader's own pauses, the newest hundred first. */
export async function listOwnPauses(ctx: Ctx): Promise<PauseRow[]> {
  authorize(ctx, "pauses:ask");
  return await inTenant(
    ctx,
    (tx) => tx.$queryRaw<PauseRow[]>`
      ${columns(ctx)} AND p.user_id = ${actorUserId(ctx)}::uuid ORDER BY p.starts_on DESC, p.id LIMIT ${SHOWN}`,
  );
}
