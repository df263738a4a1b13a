import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { holdLadder } from "@/lib/tiers/assign-service";
import { isClosed } from "@/lib/tiers/ladder-queries";
import { awardPeriods, periodAt } from "@/lib/tiers/period-rules";
import { lookAtMany } from "@/lib/tiers/planner-queries";
import {
  among,
  type LadderRow,
  numberTiers,
  readLadder,
  tierColumns,
  tierRefusals,
} from "@/lib/tiers/row-service";
import type { TierDefinition, tierId, tierMove, tierOrder, tierUpdate } from "@/lib/tiers/schema";
import { settleTiers } from "@/lib/tiers/settle-service";

type Id = z.output<typeof tierId>;
type Changed = Promise<{ id: string }>;

/** One change of the ladder at a time; nobody is assigned a tier meanwhile. */
function change<T>(ctx: Ctx, run: (tx: Tx, ladder: LadderRow[], now: Date) => Promise<T>): Promise<T> {
  authorize(ctx, "tiers:write");
  requireModule(ctx, "recognition_tiers");
  return inTenant(ctx, async (tx, now) => {
    await holdLadder(tx, ctx);
    return run(tx, await readLadder(tx, ctx), now);
  });
}

const idsOf = (ladder: readonly LadderRow[]) => ladder.map(({ id }) => id);
const subject = (id: string | null) => ({ type: "tier", id });

/** Everybody is looked at again: the steps have changed. */
const askForEverybody = (tx: Tx, { organization }: Ctx) =>
  enqueue(tx, "evaluation.run-all", { organizationId: organization.id });

/** Which of the tiers people hold counts, in the periods that run: at once, from what stands. */
async function settleCurrent(tx: Tx, ctx: Ctx, now: Date): Promise<void> {
  await lookAtMany(tx);
  for (const kind of awardPeriods) {
    const { key } = periodAt(kind, now, ctx.organization.timeZone);
    if (!(await isClosed(tx, ctx, key))) await settleTiers(tx, ctx, { people: "all", periodKey: key });
  }
}

/** A new tier in use, above all others. Its name is unique whatever the case and spaces around it (seed 001). */
export const createTier = (ctx: Ctx, definition: TierDefinition): Changed =>
  change(ctx, async (tx, ladder) => {
    const active = ladder.filter(({ isActive }) => isActive);
    const place = ladder.length + 1;
    const data = { ...tierColumns(definition), organizationId: ctx.organization.id, displayOrder: place };
    const created = await orRefusal(tx.recognitionTier.create({ data, select: { id: true } }), tierRefusals);
    await numberTiers(tx, ctx, [
      ...idsOf(active),
      created.id,
      ...idsOf(ladder.filter(({ isActive }) => !isActive)),
    ]);
    await record(tx, ctx, "tier.created", subject(created.id), { after: definition });
    await askForEverybody(tx, ctx);
    return created;
  });

/** Changes a tier; what was assigned keeps the value it was assigned with, and is looked at again in periods that run. */
export const updateTier = (ctx: Ctx, { id, ...definition }: z.output<typeof tierUpdate>): Changed =>
  change(ctx, async (tx, ladder) => {
    const { definition: before } = among(ladder, id);
    const where = { organizationId_id: { organizationId: ctx.organization.id, id } };
    const data = tierColumns(definition);
    await orRefusal(tx.recognitionTier.update({ where, data, select: { id: true } }), tierRefusals);
    await record(tx, ctx, "tier.updated", subject(id), { before, after: definition });
    await askForEverybody(tx, ctx);
    return { id };
  });

const use =
  (isActive: boolean) =>
  (ctx: Ctx, { id }: Id): Changed =>
    change(ctx, async (tx, ladder, now) => {
      const row = among(ladder, id);
      if (row.isActive === isActive) return { id };
      const where = { organizationId: ctx.organization.id, id };
      await orRefusal(tx.recognitionTier.updateMany({ where, data: { isActive } }), tierRefusals);
      const others = ladder.filter((one) => one.id !== id);
      const active = others.filter((one) => one.isActive);
      const rest = others.filter((one) => !one.isActive);
      await numberTiers(tx, ctx, [...idsOf(active), id, ...idsOf(rest)]);
      const event = isActive ? "tier.reactivated" : "tier.deactivated";
      await record(tx, ctx, event, subject(id), { before: { isActive: !isActive }, after: { isActive } });
      await settleCurrent(tx, ctx, now);
      await askForEverybody(tx, ctx);
      return { id };
    });

/**
 * Out of use: nobody reaches it any more, and whoever held it holds the next lower one from this moment on. What was
 * assigned stays in the history (seed 001 soft_delete_only).
 */
export const deactivateTier = use(false);

/** In use again, as the highest; who still meets it holds it at once, and everybody is looked at. */
export const reactivateTier = use(true);

/** Puts the tiers in use in this order, lowest first, all or none: the list names exactly those, or it is a conflict. */
export const orderTiers = (ctx: Ctx, { ids }: z.output<typeof tierOrder>): Promise<void> =>
  change(ctx, async (tx, ladder, now) => {
    const active = new Set(idsOf(ladder.filter(({ isActive }) => isActive)));
    const wanted = new Set(ids);
    const isSame =
      wanted.size === ids.length && active.size === ids.length && ids.every((id) => active.has(id));
    if (!isSame) throw new AppError("conflict", msg("tiers.orderChanged"));
    await reorder(tx, ctx, ladder, ids, now);
  });

/** One step up or down; at the ends nothing happens. Answers the new place, counted from 1 at the lowest. */
export const moveTier = (
  ctx: Ctx,
  { id, direction }: z.output<typeof tierMove>,
): Promise<{ name: string; place: number; of: number }> =>
  change(ctx, async (tx, ladder, now) => {
    const active = ladder.filter(({ isActive }) => isActive);
    const from = active.findIndex((row) => row.id === id);
    const row = active[from];
    if (!row) throw notFound("tier");
    const to = Math.min(Math.max(from + (direction === "up" ? 1 : -1), 0), active.length - 1);
    await reorder(tx, ctx, ladder, idsOf(active.toSpliced(from, 1).toSpliced(to, 0, row)), now);
    return { name: row.name, place: to + 1, of: active.length };
  });

async function reorder(tx: Tx, ctx: Ctx, ladder: readonly LadderRow[], ids: readonly string[], now: Date) {
  const before = idsOf(ladder.filter(({ isActive }) => isActive));
  if (before.every((id, index) => ids[index] === id)) return;
  await numberTiers(tx, ctx, ids);
  await record(
    tx,
    ctx,
    "tiers.reordered",
    { type: "tiers", id: null },
    { before: { ids: before }, after: { ids } },
  );
  await settleCurrent(tx, ctx, now);
}

/** Only what was never assigned can go; the assignments' foreign key refuses otherwise (seed 001 soft_delete_only). */
export const deleteTier = (ctx: Ctx, { id }: Id): Changed =>
  change(ctx, async (tx, ladder) => {
    const { definition: before } = among(ladder, id);
    await orRefusal(
      tx.recognitionTier.deleteMany({ where: { organizationId: ctx.organization.id, id } }),
      tierRefusals,
    );
    await numberTiers(tx, ctx, idsOf(ladder.filter((row) => row.id !== id)));
    await record(tx, ctx, "tier.deleted", subject(id), { before });
    return { id };
  });
