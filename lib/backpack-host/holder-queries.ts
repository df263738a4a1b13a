import { contextOf } from "@/lib/auth/resolved-context";
import { resolveRequest } from "@/lib/auth/resolved-request";
import { secretHash } from "@/lib/backpack-host/secrets";
import type { Ctx } from "@/lib/context";
import { asNobody } from "@/lib/db";

/**
 * The person a code or token is about, as they may act now in the organisation it is for; null for an unknown one, and
 * for who has left or whose organisation has closed or does without Open Badges. Whether it is still good is asked there.
 */
export async function contextOfSecret(
  kind: "code" | "access" | "refresh",
  text: string,
): Promise<{ ctx: Ctx; userId: string; hash: Uint8Array<ArrayBuffer> } | null> {
  const hash = secretHash(kind, text);
  if (!hash) return null;
  const [found] = await asNobody(
    (tx) => tx.$queryRaw<{ organization_slug: string; user_id: string }[]>`
      SELECT * FROM find_backpack_secret(${hash})`,
  );
  if (!found) return null;
  const row = await resolveRequest(found.user_id, found.organization_slug);
  // A global admin may look into every organisation, and keeps badges only where they are a member.
  const ctx = row?.role ? contextOf(row) : null;
  return ctx?.modules.has("open_badges") ? { ctx, userId: found.user_id, hash } : null;
}
