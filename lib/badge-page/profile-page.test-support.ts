import { heldBadge } from "@/lib/badge-page/badge-page.test-support";
import { setProfileAddress } from "@/lib/badge-page/profile-share-service";
import type { Ctx } from "@/lib/context";
import type { TestDatabase } from "@/lib/testing/database";

let made = 0;

/** Somebody with a badge, and an address for their profile. */
export async function heldProfile(
  database: TestDatabase,
  ctx: Ctx,
  visibility: "private" | "organization" | "public" = "public",
) {
  made += 1;
  const slug = `innehaver-${made}`;
  const held = await heldBadge(database, ctx, { visibility });
  await setProfileAddress(held.holder.ctx, { slug, certificates: false });
  return { ...held, slug };
}
export type HeldProfile = Awaited<ReturnType<typeof heldProfile>>;
