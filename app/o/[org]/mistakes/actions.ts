"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { answerMistake } from "@/lib/mistakes/answer-service";
import { mistakeAnswer } from "@/lib/mistakes/schema";

export const answer = action(mistakeAnswer, async (ctx, input) => {
  await answerMistake(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}/mistakes`, "layout");
});
