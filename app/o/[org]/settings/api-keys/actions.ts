"use server";
import { revalidatePath } from "next/cache";
import { keyId, newKey } from "@/lib/api-keys/schema";
import { createApiKey, revokeApiKey } from "@/lib/api-keys/service";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/settings/api-keys`);

export const create = action(newKey, async (ctx, input) => {
  const { id, text } = await createApiKey(ctx, input);
  changed(ctx);
  return { id, name: input.name, text };
});

export const revoke = action(keyId, async (ctx, input) => {
  await revokeApiKey(ctx, input);
  changed(ctx);
});
