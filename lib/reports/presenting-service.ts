import type * as z from "zod";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { recordAll } from "@/lib/events/record";
import type { awardIds } from "@/lib/reports/filter-schema";
import { presentTiersIn } from "@/lib/tiers/presenting-service";

type Ids = z.output<typeof awardIds>;
/** How many it was, and which, so that it can be taken back. */
type Changed = Readonly<{ changed: number; ids: readonly string[] }>;

/**
 * Notes that badges and tiers were handed over: those of the list that stand and were not before. Nothing else of the award
 * changes. Answers how many; `conflict` when it was none or a tier's period has not ended, `not_found` for unknown and foreign
 * ids and for what is off.
 */
export const presentAwards = (ctx: Ctx, input: Ids): Promise<Changed> => present(ctx, input, true);

/** Takes that back: a slip of the hand, or somebody who did not come after all. */
export const unpresentAwards = (ctx: Ctx, input: Ids): Promise<Changed> => present(ctx, input, false);

async function present(ctx: Ctx, input: Ids, isPresented: boolean): Promise<Changed> {
  authorize(ctx, "reports:present");
  return inTenant(ctx, async (tx, now) => {
    const at = isPresented ? now : null;
    const { badges, tiers } = await sorted(tx, ctx, input);
    const given = badges.length > 0 ? await presentBadgesIn(tx, ctx, badges, at) : [];
    const reached = tiers.length > 0 ? (await presentTiersIn(tx, ctx, tiers, at)).ids : [];
    const ids = [...given, ...reached];
    if (ids.length === 0) throw new AppError("conflict", msg("reports.nothingToPresent"));
    return { changed: ids.length, ids };
  });
}

/** Which of the ids are badges, and which are tiers. */
async function sorted(tx: Tx, ctx: Ctx, { ids }: Ids): Promise<{ badges: string[]; tiers: string[] }> {
  const where = { organizationId: ctx.organization.id, id: { in: [...new Set(ids)] } };
  const found = {
    badges: (await tx.earnedBadge.findMany({ where, select: { id: true } })).map(({ id }) => id),
    tiers: (await tx.tierAssignment.findMany({ where, select: { id: true } })).map(({ id }) => id),
  };
  if (found.badges.length + found.tiers.length !== where.id.in.length) throw notFound("badge");
  return found;
}

async function presentBadgesIn(tx: Tx, ctx: Ctx, ids: string[], now: Date | null): Promise<string[]> {
  requireModule(ctx, "achievements_gamification");
  const where = { organizationId: ctx.organization.id, id: { in: ids } };
  const changed = await tx.earnedBadge.updateManyAndReturn({
    where: now
      ? { ...where, status: "awarded", declinedAt: null, isVisible: true, presentedAt: null }
      : { ...where, presentedAt: { not: null } },
    data: { presentedAt: now },
    select: { id: true, userId: true },
  });
  const changes = changed.map(({ id, userId }) => ({
    subject: { type: "badge", id },
    after: { person: userId },
  }));
  await recordAll(tx, ctx, now ? "badge.presented" : "badge.presentation_undone", changes);
  return changed.map(({ id }) => id);
}
