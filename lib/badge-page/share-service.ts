import { shareFields } from "@/lib/badge-page/rules";
import type { NewShare } from "@/lib/badge-page/share-schema";
import { hashOf, newToken } from "@/lib/badge-page/token";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Only people hold badges. Throws `forbidden` for everybody else. */
function holderOf(ctx: Ctx): string {
  authorize(ctx, "profile:read");
  requireModule(ctx, "open_badges");
  const userId = actorUserId(ctx);
  if (!userId) throw new AppError("forbidden", msg("forbidden"));
  return userId;
}

const notShareable = () => new AppError("conflict", msg("badgePage.notShareable"));

/**
 * A link by which the acting person shows a badge of theirs to whoever they give it to, also one that has no page. It
 * shows what they chose, and ends by itself after so many days of 24 hours. `token` is the secret of its address,
 * answered here and never again. Somebody else's badge, an unknown and a foreign one are `not_found`; one that waits,
 * was turned down, revoked or declined is a `conflict`.
 */
export async function shareBadge(
  ctx: Ctx,
  { badgeId, fields: chosen, days }: NewShare,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const userId = holderOf(ctx);
  const organizationId = ctx.organization.id;
  const token = newToken();
  const fields = shareFields.filter((field) => chosen.includes(field));
  const creation = inTenant(ctx, async (tx, now) => {
    const own = await tx.earnedBadge.findFirst({
      where: { organizationId, id: badgeId, userId },
      select: { id: true },
    });
    if (!own) throw notFound("earnedBadge");
    const expiresAt = new Date(now.getTime() + Number(days) * DAY_MS);
    const { id } = await tx.badgeShare.create({
      data: {
        organizationId,
        earnedBadgeId: badgeId,
        userId,
        tokenHash: hashOf(token),
        fields,
        expiresAt,
        createdAt: now,
      },
      select: { id: true },
    });
    await record(tx, ctx, "badge.shared", { type: "badge", id: badgeId }, { after: { fields, expiresAt } });
    return { id, token, expiresAt };
  });
  return orRefusal(creation, { badge_shares_of_a_badge_one_holds: notShareable });
}

/** Ends one of the acting person's own links at once and for good; one that is over already stays so. Anybody else's: `not_found`. */
export async function withdrawShare(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const userId = holderOf(ctx);
  const where = { organizationId: ctx.organization.id, id, userId };
  await inTenant(ctx, async (tx, now) => {
    const { count } = await tx.badgeShare.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: now },
    });
    const share = await tx.badgeShare.findFirst({ where, select: { earnedBadgeId: true, fields: true } });
    if (!share) throw notFound("share");
    if (count === 0) return;
    const subject = { type: "badge", id: share.earnedBadgeId };
    await record(tx, ctx, "badge.share_withdrawn", subject, { before: { fields: share.fields } });
  });
}
