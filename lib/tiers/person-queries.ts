import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { TierMetric } from "@/lib/tiers/keys";
import { keysAt } from "@/lib/tiers/view-queries";

/** One assignment of a tier to a person, as it stands in the history. */
export type PersonTier = Readonly<{
  id: string;
  name: string;
  iconKey: string;
  colorToken: string | null;
  /** Whether the tier is in use today. */
  isActive: boolean;
  metric: TierMetric;
  periodKey: string;
  /** What the person had of the metric when it was assigned. */
  value: number;
  status: "assigned" | "superseded" | "revoked";
  assignedAt: Date;
  /** The tier that took its place; null where that one's tier is out of use, or nothing did. */
  supersededBy: string | null;
  revokedAt: Date | null;
  /** In a person's words, or the key of a message that evaluation left. */
  revocationReason: string | null;
  presentedAt: Date | null;
}>;

/** Every tier a person was ever assigned, the latest period first and in it the highest. */
export async function listTiersOf(ctx: Ctx, userId: string): Promise<readonly PersonTier[]> {
  authorize(ctx, "tiers:read");
  requireModule(ctx, "recognition_tiers");
  return inTenant(ctx, async (tx) => {
    const rows = await tx.$queryRaw<(Omit<PersonTier, "value"> & { value: string })[]>`
      SELECT a.id, t.name, t.icon_key AS "iconKey", t.color_token AS "colorToken", t.is_active AS "isActive", t.criteria_type::text AS metric,
        a.period_key AS "periodKey", a.metric_value::text AS value, a.status::text AS status, a.assigned_at AS "assignedAt",
        o.name AS "supersededBy", a.revoked_at AS "revokedAt", a.revocation_reason AS "revocationReason", a.presented_at AS "presentedAt"
      FROM tier_assignments a
      JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id
      LEFT JOIN tier_assignments b ON b.organization_id = a.organization_id AND b.id = a.superseded_by_id
      LEFT JOIN recognition_tiers o ON o.organization_id = b.organization_id AND o.id = b.tier_id
      WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.user_id = ${userId}::uuid
      ORDER BY coalesce(a.period_end, 'infinity') DESC, a.period_key DESC, a.status, t.display_order DESC, a.assigned_at DESC, a.id`;
    return rows.map((row) => ({ ...row, value: Number(row.value) }));
  });
}

/** The names of the tiers in use that each of these people holds now, the highest first. */
export async function namesOfTiersHeld(
  ctx: Ctx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  authorize(ctx, "people:read");
  if (!ctx.modules.has("recognition_tiers") || userIds.length === 0) return new Map();
  return inTenant(ctx, async (tx, now) => {
    const rows = await tx.$queryRaw<{ userId: string; names: string[] }[]>`
      SELECT a.user_id AS "userId", array_agg(t.name ORDER BY t.display_order DESC) AS names FROM tier_assignments a
      JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id AND t.is_active
      WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.user_id = ANY (${[...userIds]}::uuid[]) AND a.status = 'assigned'
        AND a.period_key = ANY (${Object.values(keysAt(ctx, now))})
      GROUP BY a.user_id`;
    return new Map(rows.map(({ userId, names }) => [userId, names]));
  });
}

/** What the list of people can be narrowed down to: the tiers in use, highest first, and the periods that run. */
export async function tierChoices(ctx: Ctx) {
  authorize(ctx, "people:read");
  if (!ctx.modules.has("recognition_tiers")) return { tiers: [], periodKeys: [] };
  return inTenant(ctx, async (tx, now) => ({
    tiers: await tx.recognitionTier.findMany({
      where: { organizationId: ctx.organization.id, isActive: true },
      select: { id: true, name: true },
      orderBy: { displayOrder: "desc" },
    }),
    periodKeys: Object.values(keysAt(ctx, now)),
  }));
}
