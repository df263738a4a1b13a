import type { RevocationInput } from "@/lib/badges/schema";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/**
 * Takes a badge back, with a reason. The row stays, is no longer shown to the holder, and evaluation never gives the
 * same occurrence again; a person still may, by hand. `conflict` when it was revoked or rejected already.
 */
export async function revokeBadge(ctx: Ctx, { id, reason }: RevocationInput): Promise<void> {
  authorize(ctx, "badges:revoke");
  requireModule(ctx, "achievements_gamification");
  await inTenant(ctx, async (tx, now) => {
    const mine = { organizationId: ctx.organization.id, id };
    const badge = await tx.earnedBadge.findFirst({ where: mine, select: { userId: true, status: true } });
    if (!badge) throw notFound("earnedBadge");
    await requestEvaluation(tx, ctx, [badge.userId], "badge");
    const { count } = await tx.earnedBadge.updateMany({
      where: { ...mine, status: { in: ["pending_approval", "awarded", "expired"] } },
      data: {
        status: "revoked",
        revokedAt: now,
        revokedByUserId: actorUserId(ctx),
        revocationReason: reason,
      },
    });
    if (count === 0) throw new AppError("conflict", msg("badges.notRevocable"));
    const change = { before: { status: badge.status }, after: { status: "revoked", reason } };
    await record(tx, ctx, "badge.revoked", { type: "badge", id }, change);
  });
}
