"use server";
import { revalidatePath } from "next/cache";
import { revocationId, revokeManyInput } from "@/lib/badges/revoke-many-schema";
import { orderRevokeMany } from "@/lib/badges/revoke-many-service";
import { undoRevokeMany } from "@/lib/badges/revoke-many-undo-service";
import { action } from "@/lib/http/action";

export const revokeMany = action(revokeManyInput, async (ctx, input) => {
  const { id } = await orderRevokeMany(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return { id };
});

export const undo = action(revocationId, async (ctx, input) => {
  const undone = await undoRevokeMany(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return undone;
});
