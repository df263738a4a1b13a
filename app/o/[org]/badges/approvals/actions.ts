"use server";
import { revalidatePath } from "next/cache";
import { decideBadges } from "@/lib/badges/approval-service";
import { approvalsInput, rejectionsInput } from "@/lib/badges/schema";
import { action } from "@/lib/http/action";

export const approveSome = action(approvalsInput, async (ctx, input) => {
  const decided = await decideBadges(ctx, { ...input, approve: true });
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return decided;
});

export const rejectSome = action(rejectionsInput, async (ctx, input) => {
  const decided = await decideBadges(ctx, { ...input, approve: false });
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return decided;
});
