import type * as z from "zod";
import type { keepInput } from "@/lib/badges/flag-schema";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

/**
 * Lets a flagged badge stand, with a note. It is not flagged again while the same is missing, and is when more is.
 * `conflict` when somebody has decided already or something else is missing by now; nobody decides about themselves.
 * The other decision, to take it back, is `revokeBadge`.
 */
export async function keepBadge(
  ctx: Ctx,
  { id, flagReason, note }: z.output<typeof keepInput>,
): Promise<void> {
  authorize(ctx, "badges:revoke");
  requireModule(ctx, "achievements_gamification");
  const keeper = actorUserId(ctx);
  if (keeper === null) throw new AppError("forbidden", msg("forbidden"));
  const keeping = inTenant(ctx, async (tx, now) => {
    const mine = { organizationId: ctx.organization.id, id };
    const { count } = await tx.earnedBadge.updateMany({
      where: { ...mine, status: "awarded", flagReason },
      data: {
        flaggedAt: null,
        flagReason: null,
        keptAt: now,
        keptByUserId: keeper,
        keptNote: note,
        keptReason: flagReason,
      },
    });
    if (count === 0) {
      const badge = await tx.earnedBadge.findFirst({ where: mine, select: { flagReason: true } });
      if (!badge) throw notFound("earnedBadge");
      throw new AppError("conflict", msg(badge.flagReason ? "flags.changedMeanwhile" : "flags.notFlagged"));
    }
    const change = { before: { flagReason }, after: { kept: true, note } };
    await record(tx, ctx, "badge.kept", { type: "badge", id }, change);
  });
  await orRefusal(keeping, {
    earned_badges_nobody_keeps_their_own: () => new AppError("forbidden", msg("badges.notForYourself")),
  });
}
