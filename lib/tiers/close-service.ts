import type * as z from "zod";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import {
  assignTiers,
  holdLadder,
  NO_TIERS,
  type TierCounts,
  type TierOutcome,
} from "@/lib/tiers/assign-service";
import { activeLadder, isClosed } from "@/lib/tiers/ladder-queries";
import { awardPeriods, periodAt, periodBefore, periodWithKey } from "@/lib/tiers/period-rules";
import { lookAtMany } from "@/lib/tiers/planner-queries";
import type { tierPeriodInput } from "@/lib/tiers/schema";

/** Long enough for everybody of a large organisation, in milliseconds. */
const timeout = 30 * 60_000;

/**
 * Ends the periods that are over: everybody is looked at once more for the last of each kind, as the facts stand at
 * its end, and then it stays as it is. Closing again does nothing. For the hourly round.
 */
export async function closePeriods(ctx: Ctx): Promise<void> {
  if (!ctx.modules.has("recognition_tiers")) return;
  await inTenant(ctx, (tx, now) => close(tx, ctx, now), { timeout });
}

async function close(tx: Tx, ctx: Ctx, now: Date): Promise<void> {
  const { timeZone, id: organizationId } = ctx.organization;
  const ladder = await activeLadder(tx, ctx);
  await holdLadder(tx, ctx);
  await lookAtMany(tx);
  for (const kind of awardPeriods) {
    const over = periodBefore(periodAt(kind, now, timeZone), timeZone);
    if (!over || !ladder.some(({ awardPeriod }) => awardPeriod === kind)) continue;
    if (await isClosed(tx, ctx, over.key)) continue;
    // A ladder that is younger than the period had nobody on it then; who asks for it recalculates.
    const held = await tx.tierAssignment.findFirst({
      where: { organizationId, periodKey: over.key },
      select: { id: true },
    });
    const { changed: _, ...counts } = held
      ? await assignTiers(tx, ctx, { people: "all", now, period: over })
      : NO_TIERS;
    await tx.tierPeriod.create({ data: { organizationId, periodKey: over.key } });
    await record(
      tx,
      ctx,
      "tiers.period_closed",
      { type: "tier_period", id: null },
      { after: { period: over.key, ...counts } },
    );
  }
}

/** Carries what a recalculation would do out of the transaction it rolls back. */
class Preview extends Error {
  constructor(readonly outcome: TierOutcome) {
    super("preview");
  }
}

/**
 * Works out a period that has ended anew, from the facts and the tiers as they are today, and closes it again. The only
 * thing that changes a closed period, and recorded with what it changed. `invalid` at `period` for one that still runs.
 */
export const recalculatePeriod = (
  ctx: Ctx,
  { period }: z.output<typeof tierPeriodInput>,
): Promise<TierOutcome> => recalculated(ctx, period, (_, outcome) => outcome);

/** What `recalculatePeriod` would change, and for whom; nothing is kept. */
export async function previewRecalculation(
  ctx: Ctx,
  { period }: z.output<typeof tierPeriodInput>,
): Promise<TierOutcome> {
  try {
    return await recalculated(ctx, period, (_, outcome) => {
      throw new Preview(outcome);
    });
  } catch (error) {
    if (error instanceof Preview) return error.outcome;
    throw error;
  }
}

const counts = ({ changed: _, ...rest }: TierOutcome): TierCounts => rest;

async function recalculated(
  ctx: Ctx,
  key: string,
  then: (tx: Tx, outcome: TierOutcome) => TierOutcome,
): Promise<TierOutcome> {
  authorize(ctx, "tiers:write");
  requireModule(ctx, "recognition_tiers");
  const period = periodWithKey(key, ctx.organization.timeZone);
  return inTenant(
    ctx,
    async (tx, now) => {
      if (!period.to || period.to > now) {
        throw new AppError("invalid", msg("form"), { period: msg("tiers.periodNotOver", { period: key }) });
      }
      await tx.$executeRaw`SELECT set_config('app.recalculated_period', ${key}, true)`;
      await lookAtMany(tx);
      // What was long over is put right, and news to nobody but who asked.
      const outcome = await assignTiers(tx, ctx, { people: "all", now, period, isSilent: true });
      await keepClosed(tx, ctx, key, now);
      await record(
        tx,
        ctx,
        "tiers.period_recalculated",
        { type: "tier_period", id: null },
        {
          after: { period: key, ...counts(outcome) },
        },
      );
      return then(tx, outcome);
    },
    { timeout },
  );
}

async function keepClosed(tx: Tx, ctx: Ctx, periodKey: string, now: Date): Promise<void> {
  const organizationId = ctx.organization.id;
  const again = { recalculatedAt: now, recalculatedByUserId: actorUserId(ctx) };
  await tx.tierPeriod.upsert({
    where: { organizationId_periodKey: { organizationId, periodKey } },
    create: { organizationId, periodKey, ...again },
    update: again,
    select: { id: true },
  });
}
