import type * as z from "zod";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { recordAll } from "@/lib/events/record";
import type { awardIds } from "@/lib/reports/filter-schema";

type Ids = z.output<typeof awardIds>;

/**
 * Notes that badges were handed over: those of the list that stand and were not before. Nothing else of the award
 * changes. Answers how many; `conflict` when it was none, `not_found` for unknown and foreign ids.
 */
export const presentBadges = (ctx: Ctx, input: Ids): Promise<{ changed: number }> =>
  present(ctx, input, true);

/** Takes that back: a slip of the hand, or somebody who did not come after all. */
export const unpresentBadges = (ctx: Ctx, input: Ids): Promise<{ changed: number }> =>
  present(ctx, input, false);

async function present(ctx: Ctx, input: Ids, isPresented: boolean): Promise<{ changed: number }> {
  authorize(ctx, "reports:present");
  requireModule(ctx, "achievements_gamification");
  const ids = [...new Set(input.ids)];
  return inTenant(ctx, async (tx, now) => {
    const where = { organizationId: ctx.organization.id, id: { in: ids } };
    if ((await tx.earnedBadge.count({ where })) !== ids.length) throw notFound("badge");
    const changed = await tx.earnedBadge.updateManyAndReturn({
      where: isPresented
        ? { ...where, status: "awarded", presentedAt: null }
        : { ...where, presentedAt: { not: null } },
      data: { presentedAt: isPresented ? now : null },
      select: { id: true, userId: true },
    });
    if (changed.length === 0) throw new AppError("conflict", msg("reports.nothingToPresent"));
    await recordAll(
      tx,
      ctx,
      isPresented ? "badge.presented" : "badge.presentation_undone",
      changed.map(({ id, userId }) => ({ subject: { type: "badge", id }, after: { person: userId } })),
    );
    return { changed: changed.length };
  });
}
