import type { Holder } from "@/lib/badges/holder-queries";
import { type BadgeStatus, standing } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/generated/prisma/client";

/** A badge as its holder and colleagues see it: never one that was revoked or turned down. */
export type HeldBadge = Readonly<{
  id: string;
  achievementId: string;
  name: string;
  description: string;
  category: string;
  icon: string | null;
  occurrence: string;
  standing: BadgeStatus;
  awardedAt: Date;
  /** The day the rules were met, `yyyy-mm-dd`; null when awarded by hand. */
  metOn: string | null;
  expiresAt: Date | null;
  reason: string | null;
  /** Its holder shows it where the profile is shown. */
  isVisible: boolean;
}>;

/** With how many times the person holds the achievement, and its place among the others. */
export type HeldRow = Omit<HeldBadge, "standing"> &
  Readonly<{ status: BadgeStatus; times: number; earnedOn: string; moment: string }>;

export const heldOf = (row: HeldRow, now: Date): HeldBadge => ({
  id: row.id,
  achievementId: row.achievementId,
  name: row.name,
  description: row.description,
  category: row.category,
  icon: row.icon,
  occurrence: row.occurrence,
  standing: standing(row, now),
  awardedAt: row.awardedAt,
  metOn: row.metOn,
  expiresAt: row.expiresAt,
  reason: row.reason,
  isVisible: row.isVisible,
});

/**
 * What a person holds, as `held`: each with the day it was earned by the organisation's calendar. Colleagues do not see what the holder has
 * hidden or what still waits for approval; what somebody proposed may still be turned down, and then it is kinder never
 * to have seen it.
 */
export function heldSql(
  { organization }: Ctx,
  { userId, isSelf }: Pick<Holder, "userId" | "isSelf">,
): Prisma.Sql {
  const waiting = Prisma.sql` OR (e.status = 'pending_approval' AND e.source <> 'manual')`;
  return Prisma.sql`
    SELECT e.id, e.achievement_id, e.occurrence, e.status::text AS status, e.awarded_at, e.met_on, e.expires_at, e.reason, e.is_visible,
      coalesce(e.met_on, (e.awarded_at AT TIME ZONE ${organization.timeZone})::date) AS earned_on,
      (extract(epoch FROM e.awarded_at) * 1000000)::bigint AS moment
    FROM earned_badges e
    WHERE e.organization_id = ${organization.id}::uuid AND e.user_id = ${userId}::uuid AND e.declined_at IS NULL
      AND (e.status IN ('awarded', 'expired')${isSelf ? waiting : Prisma.empty})${isSelf ? Prisma.empty : Prisma.sql` AND e.is_visible`}`;
}

/** The newest of each achievement among `held`, with how many there are: what is shown as one medallion. */
export const newestOfEach = Prisma.sql`
  SELECT DISTINCT ON (achievement_id) *, count(*) OVER (PARTITION BY achievement_id)::integer AS times
  FROM held ORDER BY achievement_id, earned_on DESC, moment DESC, id DESC`;

/** The columns of a `HeldRow`, of `h` for the badge and `a` for its achievement. */
export const heldColumns = Prisma.sql`h.id, h.achievement_id AS "achievementId", a.name, a.description, a.category::text AS category,
  a.badge_icon_url AS icon, h.occurrence, h.status, h.awarded_at AS "awardedAt", h.met_on::text AS "metOn",
  h.expires_at AS "expiresAt", h.reason, h.is_visible AS "isVisible", h.times, h.earned_on::text AS "earnedOn", h.moment::text AS moment`;
