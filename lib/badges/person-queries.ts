import { type BadgeStanding, standingOrDeclined } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type PersonBadge = Readonly<{
  id: string;
  achievement: string;
  category: string;
  /** A drawing's key or a picture's address. */
  icon: string | null;
  occurrence: string;
  standing: BadgeStanding;
  awardedAt: Date;
}>;

/** Every badge a person was ever given, hidden, declined, revoked and rejected ones too, newest first; for those who look after them. */
export async function listBadgesOf(ctx: Ctx, userId: string): Promise<PersonBadge[]> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx, now) => {
    const found = await tx.earnedBadge.findMany({
      where: { organizationId: ctx.organization.id, userId },
      select: {
        id: true,
        occurrence: true,
        status: true,
        awardedAt: true,
        expiresAt: true,
        declinedAt: true,
        achievement: { select: { name: true, category: true, badgeIconUrl: true } },
      },
      orderBy: [{ awardedAt: "desc" }, { id: "asc" }],
    });
    return found.map(({ achievement, status, expiresAt, declinedAt, ...badge }) => ({
      ...badge,
      achievement: achievement.name,
      category: achievement.category,
      icon: achievement.badgeIconUrl,
      standing: standingOrDeclined({ status, expiresAt, isDeclined: declinedAt !== null }, now),
    }));
  });
}
