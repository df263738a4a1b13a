import type { ApiScope } from "@/lib/auth/policy";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type ApiKeyRow = Readonly<{
  id: string;
  name: string;
  /** How the key begins, to tell it from others; the rest is nowhere. */
  prefix: string;
  scopes: readonly ApiScope[];
  standing: "active" | "expired" | "revoked";
  createdAt: Date;
  /** Null for a global admin from outside. */
  createdBy: string | null;
  /** Exact to the minute. */
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}>;

/** The organisation's keys, those in use first, and then the newest. They are few, and all are shown. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyRow[]> {
  authorize(ctx, "api_keys:read");
  return inTenant(
    ctx,
    (tx, now) => tx.$queryRaw<ApiKeyRow[]>`
      SELECT * FROM (
        SELECT k.id, k.name, k.prefix, k.scopes, k.created_at AS "createdAt", m.display_name AS "createdBy",
          k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt",
          CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= ${now} THEN 'expired' ELSE 'active' END AS standing
        FROM api_keys k
        LEFT JOIN memberships m ON m.organization_id = k.organization_id AND m.user_id = k.created_by_user_id
        WHERE k.organization_id = ${ctx.organization.id}::uuid) k
      ORDER BY standing <> 'active', "createdAt" DESC, id`,
  );
}
