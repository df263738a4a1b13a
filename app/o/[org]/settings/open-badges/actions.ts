"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { rotateKeys } from "@/lib/open-badges/key-service";
import { keyRotation } from "@/lib/open-badges/schema";

export const rotate = action(keyRotation, async (ctx, { algorithm }) => {
  await rotateKeys(ctx, [algorithm]);
  revalidatePath(`/o/${ctx.organization.slug}/settings/open-badges`);
});
