import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { CeremonyFilter } from "@/lib/reports/filter-schema";
import { type Frame, frameOf, GROUPS, inGroup } from "@/lib/reports/report-sql-queries";

export type CeremonyRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  groups: string | null;
  achievement: string;
  occurrence: string;
  at: Date;
  presentedAt: Date | null;
}>;

/** The most of a list: a ceremony for more people has a narrower choice, a group or a quarter. */
const MOST_LISTED = 500;

export type Ceremony = Frame & Readonly<{ rows: readonly CeremonyRow[]; total: number }>;

/**
 * The badges people got in a period that have not been handed over, or those that have, by the people's names; up to
 * `MOST_LISTED`, with how many there are.
 */
export async function readCeremony(ctx: Ctx, filter: CeremonyFilter): Promise<Ceremony> {
  authorize(ctx, "reports:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx, now) => {
    const frame = await frameOf(tx, ctx, filter.period, now);
    const { from, to } = frame.period;
    const source = Prisma.sql`earned_badges f
      JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id AND m.status = 'active'
      WHERE f.organization_id = ${ctx.organization.id}::uuid AND f.awarded_at >= ${from} AND f.awarded_at < ${to} AND f.status = 'awarded'
        AND ${filter.presented === "yes" ? Prisma.sql`f.presented_at IS NOT NULL` : Prisma.sql`f.presented_at IS NULL`} ${inGroup("f", filter.group)}`;
    const [{ total }] = await tx.$queryRaw<[{ total: number }]>`SELECT count(*)::int AS total FROM ${source}`;
    const rows = await tx.$queryRaw<CeremonyRow[]>`
      SELECT f.id, f.user_id AS "userId", f.person, ${GROUPS} AS groups, a.name AS achievement,
        CASE WHEN f.occurrence = 'once' THEN '' ELSE f.occurrence END AS occurrence, f.awarded_at AS at, f.presented_at AS "presentedAt"
      FROM (SELECT f.*, m.display_name AS person FROM ${source} ORDER BY m.display_name, f.user_id, f.awarded_at, f.id LIMIT ${MOST_LISTED}) f
      JOIN achievements a ON a.organization_id = f.organization_id AND a.id = f.achievement_id
      ORDER BY f.person, f.user_id, f.awarded_at, f.id`;
    return { ...frame, rows, total };
  });
}
