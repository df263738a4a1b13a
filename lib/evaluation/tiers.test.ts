import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { held, NOW, tier } from "@/lib/tiers/ladder.test-support";
import { createTier } from "@/lib/tiers/ladder-service";
import type { TierInput } from "@/lib/tiers/schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function story(count: number) {
  const organization = await createTestOrganization(database);
  const ctx: Ctx = { ...organization, asOf: NOW };
  const admin: Ctx = { ...(await createTestMember(database, ctx, { role: "org_admin" })).ctx, asOf: NOW };
  const { userId } = await createTestMember(database, ctx);
  await addActivities(database, ctx, userId, { count, from: "2026-02-01T12:00:00Z" });
  const step = (name: string, threshold: number, more: Partial<TierInput> = {}) =>
    createTier(admin, tier(name, threshold, more));
  return { ctx, userId, step };
}

const asksFor = (name: string) => ({
  key: `holds_${name.toLowerCase()}`,
  triggerType: "criteria" as const,
  triggerThreshold: undefined,
  criteria: { version: 1 as const, rules: [{ type: "tier_held" as const, tier: name }] },
});

describe("an evaluation", () => {
  test("gives tiers with the badges, and says how many", async () => {
    const { ctx, step } = await story(7);
    await step("Bronse", 3);
    await step("Gull", 6);
    await activeAchievement(ctx, { triggerThreshold: 5 });
    const found = await evaluateEverybody(ctx);
    expect(found).toMatchObject({
      awarded: 1,
      tiers: { assigned: 1, superseded: 1, already: 0, revoked: 0 },
    });
    expect(await evaluateEverybody(ctx)).toMatchObject({
      awarded: 0,
      tiers: { assigned: 0, superseded: 0, already: 2, revoked: 0 },
    });
  });

  test("only counts them in a dry run", async () => {
    const { ctx, userId, step } = await story(7);
    await step("Bronse", 3);
    expect(await evaluateEverybody(ctx, { dryRun: true })).toMatchObject({ tiers: { assigned: 1 } });
    expect(await held(database, ctx, userId)).toEqual([]);
  });

  test("of those something was recorded about looks at their tiers only", async () => {
    const { ctx, userId, step } = await story(4);
    await step("Bronse", 3);
    const { userId: other } = await createTestMember(database, ctx);
    await addActivities(database, ctx, other, { count: 4, from: "2026-02-01T12:00:00Z" });
    await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId], "activity"));
    await evaluateRequested(ctx);
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2026 assigned"]);
    expect(await held(database, ctx, other)).toEqual([]);
  });

  test("settles a badge that asks for a tier, and a tier that counts badges, in one go", async () => {
    const { ctx, userId, step } = await story(7);
    await step("Bronse", 3);
    await step("Samler", 2, { criteriaType: "badge_count", awardPeriod: "lifetime" });
    await activeAchievement(ctx, { triggerThreshold: 5 });
    await activeAchievement(ctx, asksFor("Bronse"));
    await activeAchievement(ctx, asksFor("Samler"));
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 3, tiers: { assigned: 2 } });
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2026 assigned", "Samler lifetime assigned"]);
    expect(await badgesIn(database, ctx)).toHaveLength(3);
  });

  test("gives tiers where only tiers are on, and badges where only badges are", async () => {
    const { ctx, userId, step } = await story(7);
    await step("Bronse", 3);
    await activeAchievement(ctx, { triggerThreshold: 5 });
    const onlyBadges = { ...ctx, modules: new Set(["achievements_gamification"] as const) };
    expect(await evaluateEverybody(onlyBadges)).toMatchObject({ awarded: 1, tiers: { assigned: 0 } });
    const onlyTiers = { ...ctx, modules: new Set(["recognition_tiers"] as const) };
    expect(await evaluateEverybody(onlyTiers)).toMatchObject({
      achievements: 0,
      already: 0,
      tiers: { assigned: 1 },
    });
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2026 assigned"]);
  });
});
