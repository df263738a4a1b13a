import type * as z from "zod";
import type { achievementMove, achievementOrder } from "@/lib/achievements/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

type Place = { id: string; name: string };

/** Every achievement outside the archive in display order, held against other reorderings until the transaction ends. */
async function lockOrder(tx: Tx, ctx: Ctx): Promise<Place[]> {
  const organizationId = ctx.organization.id;
  await tx.$queryRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`achievements.order ${organizationId}`}, 0))::text`;
  return tx.$queryRaw<Place[]>`
    SELECT id, name FROM achievements WHERE organization_id = ${organizationId}::uuid AND status <> 'archived'
    ORDER BY sort_order, name, id`;
}

async function writeOrder(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const moved = await tx.$executeRaw`
    UPDATE achievements a SET sort_order = o.place
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS o (id, place)
    WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = o.id AND a.sort_order <> o.place`;
  if (moved === 0) return;
  await record(tx, ctx, "achievements.reordered", { type: "achievements", id: null }, { after: { ids } });
}

async function reorder<T>(ctx: Ctx, run: (tx: Tx, order: Place[]) => Promise<T>): Promise<T> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx) => run(tx, await lockOrder(tx, ctx)));
}

/**
 * Puts the achievements in the given order, all or none. The list must name exactly those that are there outside
 * the archive: if somebody added or archived one meanwhile it is a conflict, and nothing moves.
 */
export function orderAchievements(ctx: Ctx, { ids }: z.output<typeof achievementOrder>): Promise<void> {
  return reorder(ctx, async (tx, order) => {
    const wanted = new Set(ids);
    const same =
      wanted.size === ids.length && ids.length === order.length && order.every(({ id }) => wanted.has(id));
    if (!same) throw new AppError("conflict", msg("achievements.orderChanged"));
    await writeOrder(tx, ctx, ids);
  });
}

/** One step up or down; at the end of the list nothing happens. Answers the new place, counted from 1. */
export function moveAchievement(
  ctx: Ctx,
  { id, direction }: z.output<typeof achievementMove>,
): Promise<{ name: string; place: number; of: number }> {
  return reorder(ctx, async (tx, order) => {
    const from = order.findIndex((row) => row.id === id);
    const row = order[from];
    if (!row) throw notFound("achievement");
    const to = Math.min(Math.max(from + (direction === "up" ? -1 : 1), 0), order.length - 1);
    const next = order.toSpliced(from, 1).toSpliced(to, 0, row);
    await writeOrder(
      tx,
      ctx,
      next.map((place) => place.id),
    );
    return { name: row.name, place: to + 1, of: order.length };
  });
}
