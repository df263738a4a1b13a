"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { importId } from "@/lib/imports/schema";
import { undoImport } from "@/lib/imports/undo-service";

export const undo = action(importId, async (ctx, input) => {
  const done = await undoImport(ctx, input);
  // People, facts and badges may all look different now.
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return done;
});
