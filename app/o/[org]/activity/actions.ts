"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { previewCorrection } from "@/lib/evaluation/correction-preview-service";
import { correctActivity, recordActivity, voidActivity } from "@/lib/facts/activity-service";
import { activityCorrection, activityInput, voidInput } from "@/lib/facts/schema";
import { action } from "@/lib/http/action";
import { writtenEffect } from "./written-effects";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/activity`, "layout");

export const add = action(activityInput, async (ctx, input) => {
  const made = await recordActivity(ctx, input);
  changed(ctx);
  return made;
});

export const correct = action(activityCorrection, async (ctx, input) => {
  await correctActivity(ctx, input);
  changed(ctx);
});

/** What the correction would change for whom, in finished sentences; nothing is saved. */
export const foresee = action(activityCorrection, async (ctx, input) => {
  const effects = await previewCorrection(ctx, input);
  return Promise.all(
    effects.map(async ({ person, ...effect }) => ({ person, lines: await writtenEffect(effect) })),
  );
});

export const voidOne = action(voidInput, async (ctx, input) => {
  await voidActivity(ctx, input);
  changed(ctx);
});
