"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { ownName } from "@/lib/people/schema";
import { changeOwnName } from "@/lib/people/service";

export const rename = action(ownName, async (ctx, input) => {
  await changeOwnName(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
});
