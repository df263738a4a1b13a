import * as z from "zod";
import type { StoredDefinition } from "@/lib/achievements/difference-rules";
import { NOT_IN_VERSIONS } from "@/lib/achievements/version-service";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type StoredVersion = Readonly<{
  number: number;
  publishedAt: Date;
  /** Null for the system and for people the organisation does not know. */
  publishedBy: string | null;
  definition: StoredDefinition;
}>;

const place = z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined);

/** Which two versions an address asks for; what it cannot mean is left to the default. 0 is the definition as it is now. */
export const comparedVersions = z.object({ from: place, to: place });

/**
 * Every version of one achievement with its whole definition, newest first (at most 200), after the definition as
 * it stands now under number 0. Unknown and foreign ids look the same.
 */
export async function listVersions(
  ctx: Ctx,
  id: string,
): Promise<{ name: string; versions: StoredVersion[] }> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const [now] = await tx.$queryRaw<{ name: string; updatedAt: Date; definition: StoredDefinition }[]>`
      SELECT a.name, a.updated_at AS "updatedAt", to_jsonb(a) - ${[...NOT_IN_VERSIONS]}::text[] || achievement_details(a) AS definition
      FROM achievements a WHERE a.organization_id = ${organizationId}::uuid AND a.id = ${id}::uuid`;
    if (!now) throw notFound("achievement");
    const published = await tx.$queryRaw<StoredVersion[]>`
      SELECT v.number, v.created_at AS "publishedAt", m.display_name AS "publishedBy", v.definition
      FROM achievement_versions v
      LEFT JOIN memberships m ON m.organization_id = v.organization_id AND m.user_id = v.created_by_user_id
      WHERE v.organization_id = ${organizationId}::uuid AND v.achievement_id = ${id}::uuid
      ORDER BY v.number DESC LIMIT 200`;
    const current = { number: 0, publishedAt: now.updatedAt, publishedBy: null, definition: now.definition };
    return { name: now.name, versions: [current, ...published] };
  });
}
