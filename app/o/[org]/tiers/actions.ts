"use server";
import { revalidatePath } from "next/cache";
import type * as z from "zod";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { previewRecalculation, recalculatePeriod } from "@/lib/tiers/close-service";
import {
  createTier,
  deactivateTier,
  deleteTier,
  moveTier,
  orderTiers,
  reactivateTier,
  updateTier,
} from "@/lib/tiers/ladder-service";
import { presentTiers, unpresentTiers } from "@/lib/tiers/presenting-service";
import {
  tierId,
  tierInput,
  tierMove,
  tierOrder,
  tierPeriodInput,
  tierPresentation,
  tierTemplate,
  tierThresholds,
  tierUpdate,
} from "@/lib/tiers/schema";
import { firstNames } from "@/lib/tiers/season-queries";
import { createFromTemplate } from "@/lib/tiers/template-service";
import { saveThresholds } from "@/lib/tiers/thresholds-service";

/** The change, and then every page that shows tiers anew. */
const seen =
  <I, T>(change: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const changed = await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}/tiers`, "layout");
    return changed;
  };

/** The page has the highest first, the ladder the lowest: places are turned round. */
async function moveOnPage(ctx: Ctx, input: z.output<typeof tierMove>) {
  const { name, place, of } = await moveTier(ctx, input);
  return { name, place: of - place + 1, of };
}

const orderOnPage = (ctx: Ctx, { ids }: z.output<typeof tierOrder>) =>
  orderTiers(ctx, { ids: ids.toReversed() });

const SHOWN_NAMES = 20;

async function lookAhead(ctx: Ctx, input: z.output<typeof tierPeriodInput>) {
  const { changed, ...counts } = await previewRecalculation(ctx, input);
  return { ...counts, people: changed.length, names: await firstNames(ctx, changed, SHOWN_NAMES) };
}

export const create = action(tierInput, seen(createTier));
export const update = action(tierUpdate, seen(updateTier));
export const deactivate = action(tierId, seen(deactivateTier));
export const reactivate = action(tierId, seen(reactivateTier));
export const remove = action(tierId, seen(deleteTier));
export const move = action(tierMove, seen(moveOnPage));
export const order = action(tierOrder, seen(orderOnPage));
export const begin = action(tierTemplate, seen(createFromTemplate));
export const setThresholds = action(tierThresholds, seen(saveThresholds));
export const present = action(tierPresentation, seen(presentTiers));
export const unpresent = action(tierPresentation, seen(unpresentTiers));
export const preview = action(tierPeriodInput, lookAhead);
export const recalculate = action(tierPeriodInput, seen(recalculatePeriod));
