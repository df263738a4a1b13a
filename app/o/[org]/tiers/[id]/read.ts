import { cache } from "react";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { tierId } from "@/lib/tiers/schema";
import { getTier } from "@/lib/tiers/view-queries";

/** What somebody typed into the address as a tier's id; anything else is nobody's. Title and page read it once. */
export const readTier = cache(async (ctx: Ctx, id: string) => {
  const known = tierId.safeParse({ id });
  if (!known.success) throw notFound("tier");
  return getTier(ctx, known.data.id);
});
