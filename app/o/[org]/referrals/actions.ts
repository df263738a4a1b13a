"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { correctReferral, recordReferral, voidReferral } from "@/lib/facts/referral-service";
import { referralCorrection, referralInput, voidInput } from "@/lib/facts/schema";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/referrals`, "layout");

export const add = action(referralInput, async (ctx, input) => {
  const made = await recordReferral(ctx, input);
  changed(ctx);
  return made;
});

export const correct = action(referralCorrection, async (ctx, input) => {
  await correctReferral(ctx, input);
  changed(ctx);
});

export const voidOne = action(voidInput, async (ctx, input) => {
  await voidReferral(ctx, input);
  changed(ctx);
});
