"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { newView, viewChange, viewId } from "@/lib/views/schema";
import { changeView, deleteView, saveView } from "@/lib/views/service";

// They stand above four lists.
const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}`, "layout");

export const save = action(newView, async (ctx, input) => {
  const { id } = await saveView(ctx, input);
  changed(ctx);
  return { id };
});

export const change = action(viewChange, async (ctx, input) => {
  await changeView(ctx, input);
  changed(ctx);
});

export const remove = action(viewId, async (ctx, input) => {
  const view = await deleteView(ctx, input);
  changed(ctx);
  return view;
});
