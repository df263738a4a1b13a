"use server";
import { revalidatePath } from "next/cache";
import { addBackpack, moveBackpackUp, removeBackpack } from "@/lib/backpacks/provider-service";
import { backpackId, newBackpack } from "@/lib/backpacks/schema";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/settings/backpacks`);

export const add = action(newBackpack, async (ctx, input) => {
  const added = await addBackpack(ctx, input);
  changed(ctx);
  return added;
});

export const moveUp = action(backpackId, async (ctx, input) => {
  await moveBackpackUp(ctx, input);
  changed(ctx);
});

export const remove = action(backpackId, async (ctx, input) => {
  await removeBackpack(ctx, input);
  changed(ctx);
});
