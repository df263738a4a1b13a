import type { Category } from "@/lib/achievements/definition-keys";
import { type HeldBadge, heldSql } from "@/lib/badges/held-badge-queries";
import { findHolder, type Holder } from "@/lib/badges/holder-queries";
import { standing } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** As many times of the same achievement stand on a badge's page itself. */
const SHOWN = 12;

/** One time the achievement of a badge was given to the same person. */
export type TimeOfBadge = Readonly<{
  id: string;
  occurrence: string;
  /** `yyyy-mm-dd`, of the organisation's calendar. */
  earnedOn: string;
}>;

export type BadgeOf = Readonly<{
  holder: Holder;
  badge: HeldBadge & Readonly<{ category: Category; publicHash: string; isDeclined: boolean }>;
  /** The newest times, at most twelve, and how many there are; what is declined or revoked is none of them. */
  times: readonly TimeOfBadge[];
  total: number;
}>;

/**
 * One badge of somebody, with the other times they hold the same. Colleagues see what the collection shows; its holder also
 * what was revoked or they declined. All others are `not_found`.
 */
export async function getBadgeOf(ctx: Ctx, userId: string, id: string): Promise<BadgeOf> {
  authorize(ctx, "profile:read");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(ctx, async (tx, now) => {
    const holder = await findHolder(tx, ctx, userId);
    const found = await findBadge(tx, ctx, holder, id);
    if (!found) throw notFound("earnedBadge");
    const { achievement, metOn, declinedAt, ...badge } = found;
    const times = await timesOf(tx, ctx, holder, badge.achievementId);
    return {
      holder,
      badge: {
        ...badge,
        name: achievement.name,
        description: achievement.description,
        category: achievement.category,
        icon: achievement.badgeIconUrl,
        metOn: metOn?.toISOString().slice(0, 10) ?? null,
        standing: standing(badge, now),
        isDeclined: declinedAt !== null,
      },
      times: times.map(({ total: _, ...one }) => one),
      total: times[0]?.total ?? 0,
    };
  });
}

const findBadge = (tx: Tx, ctx: Ctx, { isSelf, userId }: Holder, id: string) =>
  tx.earnedBadge.findFirst({
    where: {
      organizationId: ctx.organization.id,
      id,
      userId,
      OR: [
        { status: { in: ["awarded", "expired"] } },
        ...(isSelf
          ? [
              { status: "revoked" } as const,
              { status: "pending_approval", source: { not: "manual" } } as const,
            ]
          : []),
      ],
      ...(isSelf ? {} : { isVisible: true, declinedAt: null }),
    },
    select: {
      id: true,
      achievementId: true,
      occurrence: true,
      status: true,
      awardedAt: true,
      metOn: true,
      expiresAt: true,
      reason: true,
      isVisible: true,
      declinedAt: true,
      publicHash: true,
      achievement: { select: { name: true, description: true, category: true, badgeIconUrl: true } },
    },
  });

const timesOf = (tx: Tx, ctx: Ctx, holder: Holder, achievementId: string) =>
  tx.$queryRaw<(TimeOfBadge & { total: number })[]>`
    SELECT id, occurrence, earned_on::text AS "earnedOn", count(*) OVER ()::integer AS total
    FROM (${heldSql(ctx, holder)}) held WHERE achievement_id = ${achievementId}::uuid
    ORDER BY earned_on DESC, moment DESC, id DESC LIMIT ${SHOWN}`;
