import { actorUserId, authorize, type Ctx, may } from "@/lib/context";
import { known, type Question } from "@/lib/database/question";
import { Prisma } from "@/lib/generated/prisma/client";
import { keysAt } from "@/lib/tiers/view-queries";

/** The tier somebody is shown with. */
export type TierBanner = Readonly<{
  tierId: string;
  name: string;
  iconKey: string;
  colorToken: string | null;
  description: string | null;
  periodKey: string;
}>;

/** One read by tier_assignments_one_assigned; for its plan. */
export const bannerSql = (
  organizationId: string,
  userId: string,
  keys: readonly string[],
  open: Prisma.Sql,
) =>
  Prisma.sql`
    SELECT t.id AS "tierId", t.name, t.icon_key AS "iconKey", t.color_token AS "colorToken", t.description, a.period_key AS "periodKey"
    FROM tier_assignments a
    JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id AND t.is_active
    WHERE a.organization_id = ${organizationId}::uuid AND a.user_id = ${userId}::uuid AND a.status = 'assigned'
      AND a.period_key = ANY (${[...keys]})${open}
    ORDER BY t.display_order DESC LIMIT 1`;

/** What a colleague may look at: as the rest of the profile (lib/badges/profile-queries.ts). */
const OPEN = Prisma.sql` AND EXISTS (SELECT FROM memberships m WHERE m.organization_id = a.organization_id
  AND m.user_id = a.user_id AND m.status = 'active' AND m.profile_visibility <> 'private')`;

/**
 * The highest tier in use that somebody holds in the periods that run, or null where they hold none, where the module
 * is off, or where their profile is closed to the asker (seed 001 tier_banner_visibility_on_profile).
 */
export function bannerOf(ctx: Ctx, userId: string, now: Date): Question<TierBanner | null> {
  authorize(ctx, "profile:read");
  if (!ctx.modules.has("recognition_tiers")) return known(null);
  const isOpen = actorUserId(ctx) === userId || may(ctx, "people:read");
  const keys = Object.values(keysAt(ctx, now));
  return {
    sql: bannerSql(ctx.organization.id, userId, keys, isOpen ? Prisma.empty : OPEN),
    read: ([banner]: readonly TierBanner[]) => banner ?? null,
  };
}
