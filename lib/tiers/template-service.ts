import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { holdLadder } from "@/lib/tiers/assign-service";
import { readLadder, tierColumns, tierRefusals } from "@/lib/tiers/row-service";
import { tierInput, type tierTemplate } from "@/lib/tiers/schema";
import { templateOf } from "@/lib/tiers/templates";

/** Begins a ladder from a template, all of it or nothing; a `conflict` where there are tiers, also ones out of use. */
export async function createFromTemplate(
  ctx: Ctx,
  { template }: z.output<typeof tierTemplate>,
): Promise<{ created: number }> {
  authorize(ctx, "tiers:write");
  requireModule(ctx, "recognition_tiers");
  const organizationId = ctx.organization.id;
  const tiers = templateOf(template, ctx.organization.locale).map((tier) => tierInput.parse(tier));
  return inTenant(ctx, async (tx) => {
    await holdLadder(tx, ctx);
    if ((await readLadder(tx, ctx)).length > 0)
      throw new AppError("conflict", msg("tiers.nothingToTemplate"));
    for (const [at, tier] of tiers.entries()) {
      const data = { ...tierColumns(tier), organizationId, displayOrder: at + 1 };
      const { id } = await orRefusal(tx.recognitionTier.create({ data, select: { id: true } }), tierRefusals);
      await record(tx, ctx, "tier.created", { type: "tier", id }, { after: tier });
    }
    await enqueue(tx, "evaluation.run-all", { organizationId });
    return { created: tiers.length };
  });
}
