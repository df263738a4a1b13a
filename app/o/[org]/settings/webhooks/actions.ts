"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { deliveryId, newWebhook, webhookId } from "@/lib/webhooks/schema";
import {
  createWebhook,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  sendAgain,
  testWebhook,
} from "@/lib/webhooks/service";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/settings/webhooks`);

export const create = action(newWebhook, async (ctx, input) => {
  const made = await createWebhook(ctx, input);
  changed(ctx);
  return { ...made, url: input.url };
});

export const pause = action(webhookId, async (ctx, input) => {
  await pauseWebhook(ctx, input);
  changed(ctx);
});

export const resume = action(webhookId, async (ctx, input) => {
  await resumeWebhook(ctx, input);
  changed(ctx);
});

export const remove = action(webhookId, async (ctx, input) => {
  await removeWebhook(ctx, input);
  changed(ctx);
});

export const test = action(webhookId, async (ctx, input) => {
  await testWebhook(ctx, input);
  changed(ctx);
});

export const again = action(deliveryId, async (ctx, input) => {
  await sendAgain(ctx, input);
  changed(ctx);
});
