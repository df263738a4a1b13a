import type { Audience, ShareField } from "@/lib/badge-page/rules";
import type { profileVisibilities } from "@/lib/badge-page/share-schema";
import type { HeldBadge } from "@/lib/badges/held-badge-queries";
import { standing } from "@/lib/badges/rules";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type Share = Readonly<{
  id: string;
  fields: readonly ShareField[];
  createdAt: Date;
  expiresAt: Date;
  state: "active" | "expired" | "withdrawn";
}>;

export type OwnBadge = HeldBadge &
  Readonly<{
    evidenceUrl: string | null;
    publicHash: string;
    isVisible: boolean;
    audience: Audience;
    profileVisibility: (typeof profileVisibilities)[number];
    /** The newest first, also those that are over. */
    shares: readonly Share[];
  }>;

/**
 * One of the acting person's own badges, with who sees it and the links they have made to it: nobody outside of the
 * organisation with the module `open_badges` off, which also ends what the links lead to. A badge that still
 * waits, was turned down or declined is not theirs to show yet or any more: it, and anybody else's, is `not_found`.
 */
export async function getOwnBadge(ctx: Ctx, id: string): Promise<OwnBadge> {
  authorize(ctx, "profile:read");
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("earnedBadge");
  return inTenant(ctx, async (tx, now) => {
    const found = await tx.earnedBadge.findFirst({
      where: {
        organizationId: ctx.organization.id,
        id,
        userId,
        declinedAt: null,
        status: { in: ["awarded", "expired", "revoked"] },
      },
      include: {
        achievement: { select: { name: true, description: true, category: true, badgeIconUrl: true } },
        member: { select: { profileVisibility: true } },
        shares: { orderBy: { createdAt: "desc" }, take: 50 },
      },
    });
    if (!found) throw notFound("earnedBadge");
    const { achievement, member, shares } = found;
    return {
      id,
      achievementId: found.achievementId,
      name: achievement.name,
      description: achievement.description,
      category: achievement.category,
      icon: achievement.badgeIconUrl,
      occurrence: found.occurrence,
      standing: standing(found, now),
      awardedAt: found.awardedAt,
      metOn: found.metOn?.toISOString().slice(0, 10) ?? null,
      expiresAt: found.expiresAt,
      reason: found.reason,
      evidenceUrl: found.evidenceUrl,
      publicHash: found.publicHash,
      isVisible: found.isVisible,
      audience: await audienceOf(tx, ctx, id),
      profileVisibility: member.profileVisibility,
      shares: shares.map((share) => ({
        id: share.id,
        fields: share.fields as ShareField[],
        createdAt: share.createdAt,
        expiresAt: share.expiresAt,
        state: share.revokedAt ? "withdrawn" : share.expiresAt <= now ? "expired" : "active",
      })),
    };
  });
}

/** By the database's own rule, which also decides about the page. */
async function audienceOf(tx: Tx, ctx: Ctx, id: string): Promise<Audience> {
  const isOpen = ctx.modules.has("open_badges");
  const [row] = await tx.$queryRaw<{ audience: Audience }[]>`
    SELECT CASE WHEN e.declined_at IS NULL THEN badge_audience(e.is_visible, m.profile_visibility) ELSE 'holder' END AS audience
    FROM earned_badges e JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
    WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.id = ${id}::uuid`;
  return row?.audience === "everybody" && !isOpen ? "organization" : (row?.audience ?? "holder");
}

export type PageOfBadge = Readonly<{ publicHash: string; audience: Audience }>;

/**
 * Whether a badge has a page, and who sees it: for those who look after badges. Null where it has none: the module is
 * off, or the badge waits or was turned down. Unknown and foreign: `not_found`.
 */
export async function getPageOfBadge(ctx: Ctx, id: string): Promise<PageOfBadge | null> {
  authorize(ctx, "badges:read");
  if (!ctx.modules.has("open_badges")) return null;
  return inTenant(ctx, async (tx) => {
    const badge = await tx.earnedBadge.findFirst({
      where: { organizationId: ctx.organization.id, id },
      select: { publicHash: true, status: true },
    });
    if (!badge) throw notFound("earnedBadge");
    if (badge.status === "pending_approval" || badge.status === "rejected") return null;
    return { publicHash: badge.publicHash, audience: await audienceOf(tx, ctx, id) };
  });
}
