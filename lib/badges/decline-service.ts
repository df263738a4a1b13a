import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

function holderOf(ctx: Ctx): string {
  authorize(ctx, "profile:read");
  requireModule(ctx, "achievements_gamification");
  const userId = actorUserId(ctx);
  if (!userId) throw new AppError("forbidden", msg("forbidden"));
  return userId;
}

const subjectOf = (id: string) => ({ type: "badge", id }) as const;

/** One's own badge, locked until the transaction ends; anybody else's is `not_found`. */
async function lockOwn(tx: Tx, ctx: Ctx, userId: string, id: string) {
  const [badge] = await tx.$queryRaw<{ status: string; isDeclined: boolean; isProposal: boolean }[]>`
    SELECT status::text AS status, declined_at IS NOT NULL AS "isDeclined",
      status = 'rejected' OR (status = 'pending_approval' AND source = 'manual') AS "isProposal"
    FROM earned_badges WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid AND id = ${id}::uuid
    FOR NO KEY UPDATE`;
  // Of what somebody proposed the person knows nothing.
  if (!badge || badge.isProposal) throw notFound("earnedBadge");
  return badge;
}

/**
 * The acting person does not want a badge of theirs: nobody sees it any more, it counts for nothing, its file is revoked,
 * links to it end, and evaluation never gives it again. No reason is asked for. Repeating it changes nothing. What waits
 * or was revoked is a `conflict`; anybody else's badge `not_found`.
 */
export async function declineBadge(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const userId = holderOf(ctx);
  await inTenant(ctx, async (tx, now) => {
    const { status, isDeclined } = await lockOwn(tx, ctx, userId, id);
    if (isDeclined) return;
    if (status !== "awarded" && status !== "expired") {
      throw new AppError("conflict", msg("badges.notDeclinable"));
    }
    await tx.earnedBadge.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { declinedAt: now },
    });
    // Other badges and tiers may count it.
    await requestEvaluation(tx, ctx, [userId], "badge");
    await record(tx, ctx, "badge.declined", subjectOf(id));
  });
}

/**
 * Takes a declined badge back as it was. Repeating it changes nothing. A `conflict` where its file had been published:
 * that was revoked when the badge was declined, and what is revoked stays so.
 */
export async function acceptBadge(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const userId = holderOf(ctx);
  const accepted = inTenant(ctx, async (tx) => {
    const { isDeclined } = await lockOwn(tx, ctx, userId, id);
    if (!isDeclined) return;
    await tx.earnedBadge.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { declinedAt: null },
    });
    await requestEvaluation(tx, ctx, [userId], "badge");
    await record(tx, ctx, "badge.accepted", subjectOf(id));
  });
  await orRefusal(accepted, {
    earned_badges_declined_for_good: () => new AppError("conflict", msg("badges.declinedForGood")),
  });
}
