"use server";
import { revalidatePath } from "next/cache";
import { signOffInput } from "@/lib/badges/sign-off-schema";
import { signOff } from "@/lib/badges/sign-off-service";
import { action } from "@/lib/http/action";

export const sign = action(signOffInput, async (ctx, input) => {
  const signed = await signOff(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}/badges`, "layout");
  return signed;
});
