"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { decidePause, endPause, recordPause } from "@/lib/pauses/decision-service";
import { pauseDecision, pauseId, pauseRecord } from "@/lib/pauses/schema";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/pauses`);

export const decide = action(pauseDecision, async (ctx, input) => {
  await decidePause(ctx, input);
  changed(ctx);
});

export const recordOne = action(pauseRecord, async (ctx, input) => {
  const { id } = await recordPause(ctx, input);
  changed(ctx);
  return { id };
});

export const end = action(pauseId, async (ctx, input) => {
  await endPause(ctx, input);
  changed(ctx);
});
