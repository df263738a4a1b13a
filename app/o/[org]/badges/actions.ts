"use server";
import { revalidatePath } from "next/cache";
import { approveBadge, rejectBadge } from "@/lib/badges/approval-service";
import { awardBadge } from "@/lib/badges/award-service";
import { keepInput } from "@/lib/badges/flag-schema";
import { keepBadge } from "@/lib/badges/flag-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { approvalInput, awardInput, rejectionInput, revocationInput } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

const seen = (ctx: Ctx) => revalidatePath(`/o/${ctx.organization.slug}/badges`, "layout");

export const award = action(awardInput, async (ctx, input) => {
  const { id } = await awardBadge(ctx, input);
  seen(ctx);
  return { id };
});

export const revoke = action(revocationInput, async (ctx, input) => {
  await revokeBadge(ctx, input);
  seen(ctx);
});

export const keep = action(keepInput, async (ctx, input) => {
  await keepBadge(ctx, input);
  seen(ctx);
});

export const approve = action(approvalInput, async (ctx, input) => {
  await approveBadge(ctx, input);
  seen(ctx);
});

export const reject = action(rejectionInput, async (ctx, input) => {
  await rejectBadge(ctx, input);
  seen(ctx);
});
