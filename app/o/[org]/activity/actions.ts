"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { correctActivity, recordActivity, voidActivity } from "@/lib/facts/activity-service";
import { activityCorrection, activityInput, voidInput } from "@/lib/facts/schema";
import { action } from "@/lib/http/action";

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

export const voidOne = action(voidInput, async (ctx, input) => {
  await voidActivity(ctx, input);
  changed(ctx);
});
