import { type BadgeStatus, standing } from "@/lib/badges/rules";
import { actorUserId, authorize, type Ctx, may } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type Holder = Readonly<{ userId: string; name: string; isSelf: boolean; isHiddenFromPeers: boolean }>;

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
}>;

export type HeldBadges = Readonly<{ holder: Holder; badges: readonly HeldBadge[] }>;

/**
 * A person and the badges they hold, also those of achievements that are no longer active; the newest first, by the
 * day they were earned. Colleagues do not see what the holder has hidden or what still waits for
 * approval. A colleague's private profile, an inactive person and an unknown one are all `not_found` to peers.
 */
export async function getHeldBadges(ctx: Ctx, userId: string): Promise<HeldBadges> {
  authorize(ctx, "profile:read");
  return await inTenant(ctx, async (tx, now) => {
    const holder = await findHolder(tx, ctx, userId);
    if (!ctx.modules.has("achievements_gamification")) return { holder, badges: [] };
    const found = await tx.earnedBadge.findMany({
      where: {
        organizationId: ctx.organization.id,
        userId,
        declinedAt: null,
        OR: [
          { status: { in: ["awarded", "expired"] } },
          // What somebody proposed may still be turned down: then it is kinder never to have seen it.
          ...(holder.isSelf ? [{ status: "pending_approval", source: { not: "manual" } } as const] : []),
        ],
        ...(holder.isSelf ? {} : { isVisible: true }),
      },
      include: {
        achievement: { select: { name: true, description: true, category: true, badgeIconUrl: true } },
      },
      orderBy: [{ awardedAt: "desc" }, { id: "asc" }],
    });
    const badges = found.map(({ achievement, ...badge }) => ({
      id: badge.id,
      achievementId: badge.achievementId,
      name: achievement.name,
      description: achievement.description,
      category: achievement.category,
      icon: achievement.badgeIconUrl,
      occurrence: badge.occurrence,
      standing: standing(badge, now),
      awardedAt: badge.awardedAt,
      metOn: badge.metOn?.toISOString().slice(0, 10) ?? null,
      expiresAt: badge.expiresAt,
      reason: badge.reason,
    }));
    return { holder, badges: badges.toSorted((a, b) => earnedAt(b) - earnedAt(a)) };
  });
}

const earnedAt = ({ metOn, awardedAt }: Pick<HeldBadge, "metOn" | "awardedAt">) =>
  metOn === null ? awardedAt.getTime() : Date.parse(metOn);

async function findHolder(tx: Tx, ctx: Ctx, userId: string): Promise<Holder> {
  const member = await tx.membership.findFirst({
    where: { organizationId: ctx.organization.id, userId },
    select: { displayName: true, status: true, profileVisibility: true },
  });
  const isSelf = actorUserId(ctx) === userId;
  const isStaff = may(ctx, "people:read");
  const isHiddenFromPeers = member?.profileVisibility === "private";
  const isOpen = member?.status === "active" && !isHiddenFromPeers;
  if (!member || !(isSelf || isStaff || isOpen)) throw notFound("person");
  return { userId, name: member.displayName, isSelf, isHiddenFromPeers };
}
