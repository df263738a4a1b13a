import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { recordAll } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { holdLadder } from "@/lib/tiers/assign-service";
import { tierRefusals } from "@/lib/tiers/row-service";
import type { tierThresholds } from "@/lib/tiers/schema";

/**
 * Changes the thresholds of several tiers, all or none. A tier whose threshold somebody else has changed meanwhile is
 * a `conflict`; a foreign or unknown one is `not_found`. Everybody is looked at again.
 */
export async function saveThresholds(
  ctx: Ctx,
  { thresholds }: z.output<typeof tierThresholds>,
): Promise<{ changed: number }> {
  authorize(ctx, "tiers:write");
  requireModule(ctx, "recognition_tiers");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    await holdLadder(tx, ctx);
    const stored = await tx.recognitionTier.findMany({
      where: { organizationId, id: { in: thresholds.map(({ id }) => id) } },
      select: { id: true, criteriaThreshold: true },
    });
    const before = new Map(stored.map(({ id, criteriaThreshold }) => [id, criteriaThreshold.toNumber()]));
    if (before.size < thresholds.length) throw notFound("tier");
    if (thresholds.some(({ id, was }) => before.get(id) !== was)) {
      throw new AppError("conflict", msg("tiers.orderChanged"));
    }
    const changed = thresholds.filter(({ was, threshold }) => was !== threshold);
    for (const { id, threshold } of changed) {
      const where = { organizationId_id: { organizationId, id } };
      const data = { criteriaThreshold: threshold };
      await orRefusal(tx.recognitionTier.update({ where, data, select: { id: true } }), tierRefusals);
    }
    const changes = changed.map(({ id, was, threshold }) => ({
      subject: { type: "tier", id },
      before: { criteriaThreshold: was },
      after: { criteriaThreshold: threshold },
    }));
    await recordAll(tx, ctx, "tier.updated", changes);
    if (changed.length > 0) await enqueue(tx, "evaluation.run-all", { organizationId });
    return { changed: changed.length };
  });
}
