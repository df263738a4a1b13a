import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { addActivities } from "@/lib/testing/activities";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { assignTiers } from "@/lib/tiers/assign-service";
import { createTier } from "@/lib/tiers/ladder-service";
import { type TierInput, tierInput } from "@/lib/tiers/schema";

export const NOW = new Date("2026-11-20T12:00:00Z");

/** A tier as a form sends it: activities of a year, unless changed. */
export const tier = (name: string, criteriaThreshold: number, more: Partial<TierInput> = {}) =>
  tierInput.parse({
    name,
    iconKey: "medal",
    criteriaType: "activity_count",
    criteriaThreshold,
    awardPeriod: "annual",
    ...more,
  });

/** An organisation of its own with a ladder, and people who have done something `count` times, daily. */
export async function ladder(
  database: TestDatabase,
  thresholds: Record<string, number> = { Bronse: 3, Sølv: 6, Gull: 9 },
  more: Partial<TierInput> = {},
) {
  const organization = await createTestOrganization(database);
  const ctx: Ctx = { ...organization, asOf: NOW };
  const admin: Ctx = {
    ...(await createTestMember(database, ctx, { role: "org_admin" })).ctx,
    asOf: NOW,
  };
  const ids: Record<string, string> = {};
  for (const [name, threshold] of Object.entries(thresholds)) {
    ids[name] = (await createTier(admin, tier(name, threshold, more))).id;
  }
  const person = async (count: number, from = "2026-02-01T12:00:00Z") => {
    const { userId } = await createTestMember(database, ctx);
    await addActivities(database, ctx, userId, { count, from });
    return userId;
  };
  return { ctx, admin, ids, person };
}

export const assign = (ctx: Ctx, people: "all" | string[] = "all") =>
  inTenant(ctx, (tx, now) => assignTiers(tx, ctx, { people, now }));

/** What somebody holds or held: "Sølv 2026 superseded by Gull". */
export async function held(database: TestDatabase, ctx: Ctx, userId: string): Promise<string[]> {
  const { rows } = await database.everything.query<{ line: string }>(
    `SELECT t.name || ' ' || s.period_key || ' ' || s.status || coalesce(' by ' || b.name, '') AS line
     FROM tier_assignments s JOIN recognition_tiers t ON t.id = s.tier_id
     LEFT JOIN tier_assignments o ON o.id = s.superseded_by_id LEFT JOIN recognition_tiers b ON b.id = o.tier_id
     WHERE s.organization_id = $1 AND s.user_id = $2 ORDER BY t.name, s.created_at, s.status`,
    [ctx.organization.id, userId],
  );
  return rows.map(({ line }) => line);
}
