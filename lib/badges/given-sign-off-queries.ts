import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** One role's yes (seed 003 badge_manual_awards); null for a global admin, who is no member here. */
export type GivenSignOff = Readonly<{
  at: Date;
  by: Readonly<{ userId: string; name: string }> | null;
  role: string;
  comment: string | null;
}>;

type Badge = { id: string; achievementId: string; userId: string; source: string; awardedAt: Date };

/** The sign-offs of a badge, oldest first; of an award by criteria those it was given for, when there was no badge yet. */
export async function signOffsOf(tx: Tx, ctx: Ctx, badge: Badge): Promise<GivenSignOff[]> {
  const isByCriteria = badge.source === "automatic" || badge.source === "backfill";
  const rows = await tx.$queryRaw<
    { at: Date; userId: string; name: string | null; role: string; comment: string | null }[]
  >`
    SELECT s.date_met AS at, s.issuer_user_id AS "userId", m.display_name AS name, s.issuer_role AS role, s.comment
    FROM manual_awards s
    LEFT JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.issuer_user_id
    WHERE s.organization_id = ${ctx.organization.id}::uuid AND s.achievement_id = ${badge.achievementId}::uuid
      AND s.recipient_user_id = ${badge.userId}::uuid
      AND (s.earned_badge_id = ${badge.id}::uuid
        OR (${isByCriteria} AND s.earned_badge_id IS NULL AND s.date_met <= ${badge.awardedAt}))
    ORDER BY s.date_met, s.issuer_role`;
  return rows.map(({ at, userId, name, role, comment }) => ({
    at,
    by: name === null ? null : { userId, name },
    role,
    comment,
  }));
}
