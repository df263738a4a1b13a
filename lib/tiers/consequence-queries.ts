import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { keysAt } from "@/lib/tiers/view-queries";

/** So many people will hold this tier instead; none where `name` is null. */
export type Instead = Readonly<{ name: string | null; people: number }>;

export type TierConsequence = Readonly<{
  /** Taken out of use: what those who hold it in a period that runs will hold instead, the highest first. */
  without: readonly Instead[];
  /** Put in use again: for how many it will count at once, from what stands. */
  again: number;
}>;

/** What taking a tier out of use, or into use again as the highest, does at once to those who hold it. */
export async function consequencesOf(ctx: Ctx, tierId: string): Promise<TierConsequence> {
  authorize(ctx, "tiers:read");
  requireModule(ctx, "recognition_tiers");
  const organization = ctx.organization.id;
  return inTenant(ctx, async (tx, now) => {
    const keys = Object.values(keysAt(ctx, now));
    const without = await tx.$queryRaw<Instead[]>`
      SELECT n.name, count(*)::int AS people FROM tier_assignments a
      LEFT JOIN LATERAL (
        SELECT t.name, t.display_order FROM tier_assignments s
        JOIN recognition_tiers t ON t.organization_id = s.organization_id AND t.id = s.tier_id AND t.is_active
        WHERE s.organization_id = a.organization_id AND s.user_id = a.user_id AND s.period_key = a.period_key
          AND s.status <> 'revoked' AND s.tier_id <> a.tier_id
        ORDER BY t.display_order DESC LIMIT 1) n ON true
      WHERE a.organization_id = ${organization}::uuid AND a.tier_id = ${tierId}::uuid AND a.status = 'assigned'
        AND a.period_key = ANY (${keys})
      GROUP BY n.name, n.display_order ORDER BY n.display_order DESC NULLS LAST`;
    const [again] = await tx.$queryRaw<{ people: number }[]>`
      SELECT count(*)::int AS people FROM tier_assignments a
      WHERE a.organization_id = ${organization}::uuid AND a.tier_id = ${tierId}::uuid AND a.status = 'superseded'
        AND a.period_key = ANY (${keys})`;
    return { without, again: again?.people ?? 0 };
  });
}
