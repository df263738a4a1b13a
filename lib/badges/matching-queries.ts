import { isOfEntry } from "@/lib/badges/entry-queries";
import type { BadgeMatching } from "@/lib/badges/filter-schema";
import { type BadgeStanding, periodBounds } from "@/lib/badges/rules";
import { isAwarded, isGiven } from "@/lib/badges/standing-queries";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { onePage } from "@/lib/people/page-queries";

type Wanted = Readonly<{
  now: Date;
  filters: BadgeMatching;
  /** Conditions besides, and `ORDER BY … LIMIT …`, on `f`. */
  also?: readonly Prisma.Sql[];
  orderAndLimit: Prisma.Sql;
}>;

/**
 * The badges that are asked for, as `f` in a FROM. A text is looked for in names, e-mails and references of their people,
 * and in the names of achievements.
 */
export async function matchingBadges(tx: Tx, ctx: Ctx, wanted: Wanted): Promise<Prisma.Sql> {
  const { now, filters, also = [], orderAndLimit } = wanted;
  const ofEntry = filters.entry ? [await isOfEntry(tx, ctx, filters.entry)] : [];
  return onePage(tx, ctx, {
    table: "earned_badges.user_id",
    conditions: [...also, ...conditionsOf(ctx, filters, now), ...ofEntry],
    orderAndLimit,
    q: filters.q,
    orElse: filters.q ? await isOfAchievement(tx, ctx, filters.q) : undefined,
  });
}

/** The achievements whose name has the text: few enough to be named one by one. */
async function isOfAchievement(tx: Tx, ctx: Ctx, q: string): Promise<Prisma.Sql | undefined> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM achievements WHERE organization_id = ${ctx.organization.id}::uuid
      AND name ILIKE ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`;
  return found.length > 0
    ? Prisma.sql`f.achievement_id = ANY(${found.map(({ id }) => id)}::uuid[])`
    : undefined;
}

function conditionsOf(ctx: Ctx, filters: BadgeMatching, now: Date): Prisma.Sql[] {
  const { achievement, status, source, period, flagged, ids } = filters;
  const all: Prisma.Sql[] = [];
  if (ids) all.push(Prisma.sql`f.id = ANY (${[...ids]}::uuid[])`);
  if (achievement) all.push(Prisma.sql`f.achievement_id = ${achievement}::uuid`);
  if (status) all.push(statusIs(status, now));
  if (flagged) all.push(isFlagged(now));
  if (source) all.push(Prisma.sql`f.source = ${source}::earned_badge_source`);
  if (period) {
    const { from, to } = periodBounds(period, ctx.organization.timeZone);
    all.push(Prisma.sql`f.awarded_at >= ${from} AND f.awarded_at < ${to}`);
  }
  return all;
}

/** Whether a badge `f` waits for somebody to decide whether it stands. */
export const isFlagged = (now: Date) =>
  Prisma.sql`(f.flagged_at IS NOT NULL AND ${statusIs("awarded", now)})`;

function statusIs(status: BadgeStanding, now: Date): Prisma.Sql {
  if (status === "awarded") {
    return Prisma.sql`${isAwarded("f")} AND (f.expires_at IS NULL OR f.expires_at > ${now})`;
  }
  if (status === "expired") {
    return Prisma.sql`${isGiven("f")} AND (f.status = 'expired' OR f.expires_at <= ${now})`;
  }
  if (status === "declined") {
    return Prisma.sql`f.status IN ('awarded', 'expired') AND f.declined_at IS NOT NULL`;
  }
  return Prisma.sql`f.status = ${status}::earned_badge_status`;
}
