"use server";
import { revalidatePath } from "next/cache";
import { previewDifference } from "@/lib/evaluation/preview-difference-queries";
import { differenceInput } from "@/lib/evaluation/preview-difference-schema";
import { publishInput } from "@/lib/evaluation/preview-schema";
import { publishAchievement } from "@/lib/evaluation/publish-service";
import { action } from "@/lib/http/action";

export const publish = action(publishInput, async (ctx, input) => {
  const published = await publishAchievement(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}/achievements`, "layout");
  return published;
});

export const difference = action(differenceInput, previewDifference);
