"use server";
import { revalidatePath } from "next/cache";
import { renewManyInput, revokeManyInput } from "@/lib/certifications/many-schema";
import { renewMany, revokeMany } from "@/lib/certifications/many-service";
import { action } from "@/lib/http/action";

export const renewSome = action(renewManyInput, async (ctx, input) => {
  const outcomes = await renewMany(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}/certifications`);
  return outcomes;
});

export const revokeSome = action(revokeManyInput, async (ctx, input) => {
  const outcomes = await revokeMany(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}/certifications`);
  return outcomes;
});
