import type * as z from "zod";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { recordAll } from "@/lib/events/record";
import type { tierPresentation } from "@/lib/tiers/schema";

type Presentation = z.output<typeof tierPresentation>;
/** How many are new, and which. */
type Changed = Readonly<{ changed: number; ids: readonly string[] }>;

/** Assignments of the organisation by their ids; every id that is none of them is a `conflict`. */
async function among(tx: Tx, ctx: Ctx, ids: readonly string[], now: Date | null): Promise<void> {
  const [found] = await tx.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM tier_assignments a
    WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = ANY (${[...ids]}::uuid[])
      AND (${now === null} OR (a.status = 'assigned' AND (a.period_end IS NULL OR a.period_end <= ${now})))`;
  if (found?.people !== ids.length) throw new AppError("conflict", msg("tiers.notPresentable"));
}

/**
 * Notes that tiers were handed over: those that count, of periods that have ended or never end, all of the list or
 * none. It is another thing than earned: nothing else of the assignment changes, also when its period is closed. What
 * was handed over before keeps its day. Answers how many are new.
 */
export const presentTiers = (ctx: Ctx, { ids }: Presentation): Promise<Changed> =>
  present(ctx, [...new Set(ids)], true);

/** Takes that back: a slip of the hand, or somebody who did not come after all. */
export const unpresentTiers = (ctx: Ctx, { ids }: Presentation): Promise<Changed> =>
  present(ctx, [...new Set(ids)], false);

const present = (ctx: Ctx, ids: readonly string[], isPresented: boolean): Promise<Changed> =>
  inTenant(ctx, (tx, now) => presentTiersIn(tx, ctx, ids, isPresented ? now : null));

/** Both of them, in a transaction of the caller's: handed over at `now`, or with null not after all. Each id once. */
export async function presentTiersIn(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  now: Date | null,
): Promise<Changed> {
  authorize(ctx, "tiers:present");
  requireModule(ctx, "recognition_tiers");
  await among(tx, ctx, ids, now);
  const changed = await tx.tierAssignment.updateManyAndReturn({
    where: {
      organizationId: ctx.organization.id,
      id: { in: [...ids] },
      presentedAt: now ? null : { not: null },
      ...(now ? { status: "assigned" as const } : {}),
    },
    data: now
      ? { presentedAt: now, presentedByUserId: actorUserId(ctx) }
      : { presentedAt: null, presentedByUserId: null },
    select: { id: true, userId: true, periodKey: true },
  });
  const event = now ? "tier.presented" : "tier.presentation_undone";
  const changes = changed.map(({ id, userId, periodKey }) => ({
    subject: { type: "tier_assignment", id },
    after: { person: userId, period: periodKey },
  }));
  await recordAll(tx, ctx, event, changes);
  return { changed: changed.length, ids: changed.map(({ id }) => id) };
}
