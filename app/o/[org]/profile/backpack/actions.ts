"use server";
import { revalidatePath } from "next/cache";
import { keepFlow } from "@/app/oauth/backpack-flow";
import { beginConnecting, disconnectBackpack, setAutoSync } from "@/lib/backpacks/connect-service";
import { orderPush } from "@/lib/backpacks/push-service";
import { autoSync, backpackId, pushOne } from "@/lib/backpacks/schema";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/profile`, "layout");

/** The address the browser goes to. */
export const connect = action(backpackId, async (ctx, input) => {
  const { location, sealed } = await beginConnecting(ctx, input);
  await keepFlow(sealed);
  return location;
});

export const disconnect = action(backpackId, async (ctx, input) => {
  await disconnectBackpack(ctx, input);
  changed(ctx);
});

export const synchronize = action(autoSync, async (ctx, input) => {
  await setAutoSync(ctx, input);
  changed(ctx);
});

export const pushAll = action(backpackId, async (ctx, input) => {
  await orderPush(ctx, input);
  changed(ctx);
});

export const push = action(pushOne, async (ctx, input) => {
  await orderPush(ctx, input);
  changed(ctx);
});
