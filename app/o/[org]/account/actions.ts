"use server";
import { revalidatePath } from "next/cache";
import { disconnectApplication } from "@/lib/backpack-host/grant-service";
import { grantId } from "@/lib/backpack-host/schema";
import { action } from "@/lib/http/action";
import { ownName } from "@/lib/people/schema";
import { changeOwnName } from "@/lib/people/service";

export const rename = action(ownName, async (ctx, input) => {
  await changeOwnName(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
});

export const disconnect = action(grantId, async (ctx, input) => {
  await disconnectApplication(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}/account`);
});
