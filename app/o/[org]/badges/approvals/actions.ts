"use server";
import { revalidatePath } from "next/cache";
import { decideBadges } from "@/lib/badges/approval-service";
import { decideAll } from "@/lib/badges/decide-all-service";
import { allApprovalsInput, allRejectionsInput, approvalsInput, rejectionsInput } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

const seen = (ctx: Ctx) => revalidatePath(`/o/${ctx.organization.slug}`, "layout");

export const approveSome = action(approvalsInput, async (ctx, input) => {
  const decided = await decideBadges(ctx, { ...input, approve: true });
  seen(ctx);
  return decided;
});

export const rejectSome = action(rejectionsInput, async (ctx, input) => {
  const decided = await decideBadges(ctx, { ...input, approve: false });
  seen(ctx);
  return decided;
});

export const approveAll = action(allApprovalsInput, async (ctx, { comment, ...all }) => {
  const decided = await decideAll(ctx, { ...all, approve: true, reason: comment });
  seen(ctx);
  return decided;
});

export const rejectAll = action(allRejectionsInput, async (ctx, input) => {
  const decided = await decideAll(ctx, { ...input, approve: false });
  seen(ctx);
  return decided;
});
