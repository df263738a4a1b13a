"use server";
import { revalidatePath } from "next/cache";
import { nominationInput } from "@/lib/badges/nomination-schema";
import { nominate } from "@/lib/badges/nomination-service";
import { action } from "@/lib/http/action";

export const propose = action(nominationInput, async (ctx, input) => {
  const { id } = await nominate(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return { id };
});
