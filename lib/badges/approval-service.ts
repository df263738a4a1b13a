import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { expiryOf } from "@/lib/badges/rules";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

const REFUSALS: Refusals = {
  earned_badges_nobody_awards_themselves: () => new AppError("forbidden", msg("badges.notForYourself")),
};

/**
 * Lets a waiting badge stand, from now on. `conflict` when somebody has decided already or the achievement is no
 * longer active, `unavailable` while issuing is paused; nobody decides about themselves.
 */
export async function approveBadge(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const decider = begin(ctx);
  await orRefusal(
    inTenant(ctx, async (tx, now) => {
      const { userId, expiry, isActive } = await pending(tx, ctx, id);
      if (!isActive) throw new AppError("conflict", msg("badges.achievementNotActive"));
      if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
      await requestEvaluation(tx, ctx, [userId]);
      const { count } = await tx.earnedBadge.updateMany({
        where: { organizationId: ctx.organization.id, id, status: "pending_approval" },
        data: {
          status: "awarded",
          awardedAt: now,
          expiresAt: expiryOf(expiry, now, ctx.organization.timeZone),
          decidedAt: now,
          decidedByUserId: decider,
        },
      });
      if (count === 0) throw new AppError("conflict", msg("badges.alreadyDecided"));
      const change = { before: { status: "pending_approval" }, after: { status: "awarded" } };
      await record(tx, ctx, "badge.approved", { type: "badge", id }, change);
    }),
    {
      ...REFUSALS,
      earned_badges_expires_after_award: () => new AppError("conflict", msg("badges.alreadyOver")),
    },
  );
}

/** Turns a waiting badge down, with a reason; evaluation does not propose the same occurrence again. */
export async function rejectBadge(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<void> {
  const decider = begin(ctx);
  await orRefusal(
    inTenant(ctx, async (tx, now) => {
      await pending(tx, ctx, id);
      const { count } = await tx.earnedBadge.updateMany({
        where: { organizationId: ctx.organization.id, id, status: "pending_approval" },
        data: { status: "rejected", decidedAt: now, decidedByUserId: decider, decisionReason: reason },
      });
      if (count === 0) throw new AppError("conflict", msg("badges.alreadyDecided"));
      const change = { before: { status: "pending_approval" }, after: { status: "rejected", reason } };
      await record(tx, ctx, "badge.rejected", { type: "badge", id }, change);
    }),
    REFUSALS,
  );
}

function begin(ctx: Ctx): string {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor.userId;
}

async function pending(tx: Tx, ctx: Ctx, id: string) {
  const badge = await tx.earnedBadge.findFirst({
    where: { organizationId: ctx.organization.id, id },
    select: {
      userId: true,
      achievement: { select: { status: true, expireDate: true, expirePeriod: true } },
    },
  });
  if (!badge) throw notFound("earnedBadge");
  const { status, expireDate, expirePeriod } = badge.achievement;
  const expiry = { expireDate: expireDate?.toISOString().slice(0, 10) ?? null, expirePeriod };
  return { userId: badge.userId, expiry, isActive: status === "active" };
}
