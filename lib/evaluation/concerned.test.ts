import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import type { CriteriaInput } from "@/lib/criteria/schema";
import { inTenant } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { evaluateChunk } from "@/lib/evaluation/evaluate-chunk";
import { recordActivity } from "@/lib/facts/activity-service";
import { recordReferral } from "@/lib/facts/referral-service";
import { type Cause, requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { deactivatePerson, reactivatePerson, updatePerson } from "@/lib/people/service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const RULES: Readonly<Record<string, CriteriaInput["rules"]>> = {
  activities: [{ type: "activity_count", threshold: 1 }],
  either: [
    { type: "activity_streak", threshold: 1, unit: "day" },
    { type: "referral_count", threshold: 1 },
  ],
  courses: [{ type: "course_completion", threshold: 1 }],
  certificates: [{ type: "certification_held" }],
  chain: [{ type: "badge_held", badges: ["activities"] }],
  tiers: [{ type: "tier_held", tier: "Gull" }],
  years: [{ type: "membership_years", threshold: 1 }],
  approved: [{ type: "manual_approval", roles: ["coordinator"] }],
};

async function story() {
  const ctx = await createTestOrganization(database);
  await database.everything.query(
    `INSERT INTO recognition_tiers (organization_id, name, icon_key, display_order, criteria_type, criteria_threshold, award_period)
     VALUES ($1, 'Gull', 'star', 1, 'activity_count', 1000, 'annual')`,
    [ctx.organization.id],
  );
  for (const [key, rules] of Object.entries(RULES)) await achievement(ctx, key, rules);
  const admin = (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
  const { userId } = await createTestMember(database, ctx, { email: `p${Math.random()}@example.org` });
  return { ctx, admin, userId };
}
const achievement = (ctx: Ctx, key: string, rules: CriteriaInput["rules"]) =>
  activeAchievement(ctx, {
    key,
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: { version: 1, match: "any", rules },
  });
const keys = async (ctx: Ctx) => (await badgesIn(database, ctx)).map(({ key }) => key);
const day = "2026-03-01";

describe("an evaluation looks", () => {
  test.each<[Cause, number]>([
    ["activity", 2],
    ["referral", 1],
    ["course", 1],
    ["certification", 1],
    ["badge", 1],
    ["tier", 1],
    ["membership", 1],
    ["approval", 1],
    ["everything", 8],
  ])("after a change of %s only at the %i achievements that it can affect", async (cause, count) => {
    const { ctx, userId } = await story();
    await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId], cause));
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 1, achievements: count, awarded: 0 });
  });

  test("at each person for what happened to them, and at nobody else", async () => {
    const { ctx, userId } = await story();
    const { userId: other } = await createTestMember(database, ctx);
    const { userId: unasked } = await createTestMember(database, ctx);
    for (const person of [userId, other, unasked]) {
      await addActivities(database, ctx, person, { count: 1, from: "2026-01-01T12:00:00Z" });
    }
    await inTenant(ctx, async (tx) => {
      await requestEvaluation(tx, ctx, [userId], "certification");
      await requestEvaluation(tx, ctx, [other], "referral");
    });
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 2, achievements: 2, awarded: 1 });
    expect(await badgesIn(database, ctx)).toMatchObject([{ key: "either", user_id: other }]);
    // Two causes of one person add up.
    await inTenant(ctx, async (tx) => {
      await requestEvaluation(tx, ctx, [userId], "activity");
      await requestEvaluation(tx, ctx, [userId], "tier");
    });
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 1, achievements: 4, awarded: 3 });
  });

  test("at what the services say: facts, certificates of their own kind, profiles", async () => {
    const { ctx, admin, userId } = await story();
    const activity = { userId, kind: "meeting", occurredOn: day, idempotencyKey: crypto.randomUUID() };
    await recordActivity(admin, activity);
    // The chain is looked at because of the badge.
    expect(await evaluateRequested(ctx)).toMatchObject({ achievements: 3, awarded: 3 });
    expect(await keys(ctx)).toEqual(["activities", "chain", "either"]);
    const referral = {
      userId,
      occurredOn: day,
      status: "completed",
      idempotencyKey: crypto.randomUUID(),
    } as const;
    await recordReferral(admin, referral);
    expect(await evaluateRequested(ctx)).toMatchObject({ achievements: 1, awarded: 0 });
    await updatePerson(admin, { userId, displayName: "Ny", joinedOn: "2020-01-01" });
    expect(await evaluateRequested(ctx)).toMatchObject({ achievements: 1, awarded: 1 });
  });

  test("at everything of a person who comes back", async () => {
    const { ctx, admin, userId } = await story();
    await deactivatePerson(admin, { userId });
    await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
    await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId], "activity"));
    expect(await evaluateRequested(ctx)).toMatchObject({ awarded: 0 });
    await reactivatePerson(admin, { userId });
    expect(await evaluateRequested(ctx)).toMatchObject({ achievements: 8, awarded: 3 });
  });
});

describe("an evaluation in chunks", () => {
  test("comes to everybody once, in the order of their ids, and says where to go on", async () => {
    const { ctx } = await story();
    const people = await Promise.all(Array.from({ length: 7 }, () => createTestMember(database, ctx)));
    for (const { userId } of people) {
      await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
    }
    let after: string | null = null;
    const chunks = [];
    do {
      const chunk: Awaited<ReturnType<typeof evaluateChunk>> = await evaluateChunk(ctx, {
        after,
        size: 3,
        mode: "silent",
      });
      chunks.push(chunk);
      after = chunk.next;
    } while (after !== null);
    expect(chunks.map(({ people: some }) => some)).toEqual([3, 3, 3, 0]);
    const badges = await badgesIn(database, ctx);
    expect(badges.length).toBe(3 * 7);
    expect(new Set(badges.map(({ source }) => source))).toEqual(new Set(["backfill"]));
    expect(await evaluateEverybody(ctx)).toMatchObject({ people: 9, awarded: 0, already: 3 * 7 });
  });

  test("gives only the achievements asked for, and what follows from their badges; a count keeps nothing", async () => {
    const { ctx, userId } = await story();
    await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
    const id = await achievement(ctx, "late", [
      { type: "activity_hours", threshold: 1 },
      { type: "activity_count", threshold: 1 },
    ]);
    await achievement(ctx, "follows", [{ type: "badge_held", badges: ["late"] }]);
    const all = { after: null, size: 100, achievementIds: [id] } as const;
    expect(await evaluateChunk(ctx, { ...all, mode: "count" })).toMatchObject({
      achievements: 2,
      awarded: 2,
    });
    expect(await keys(ctx)).toEqual([]);
    expect(await evaluateChunk(ctx, all)).toMatchObject({ achievements: 2, awarded: 2, next: null });
    expect(await keys(ctx)).toEqual(["follows", "late"]);
  });

  test("runs beside itself and beside requests, and awards each badge once", async () => {
    const { ctx } = await story();
    const people = await Promise.all(Array.from({ length: 30 }, () => createTestMember(database, ctx)));
    const ids = people.map(({ userId }) => userId);
    for (const userId of ids)
      await addActivities(database, ctx, userId, { count: 2, from: "2026-01-01T12:00:00Z" });
    await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, ids, "activity"));
    const runs = await Promise.all([
      ...Array.from({ length: 4 }, () => evaluateChunk(ctx, { after: null, size: 1000 })),
      ...Array.from({ length: 4 }, () => evaluateRequested(ctx)),
    ]);
    expect(runs.reduce((sum, { awarded }) => sum + awarded, 0)).toBe(90);
    expect(await badgesIn(database, ctx)).toHaveLength(90);
  });
});

describe("what is kept of an award", () => {
  test("is the fact that tipped each rule: one, however many were counted", async () => {
    const { ctx, userId } = await story();
    await achievement(ctx, "third", [{ type: "activity_count", threshold: 3 }]);
    await addActivities(database, ctx, userId, { count: 5, from: "2026-01-01T12:00:00Z" });
    await evaluateEverybody(ctx);
    const { rows } = await database.everything.query(
      `SELECT k.key, c.rule_type, a.occurred_at::date::text AS on FROM earned_badge_criteria c
       JOIN earned_badges e ON e.id = c.earned_badge_id JOIN achievements k ON k.id = e.achievement_id
       LEFT JOIN activities a ON a.id = ANY (c.fact_ids) AND cardinality(c.fact_ids) = 1
       WHERE c.organization_id = $1 ORDER BY 1, 2`,
      [ctx.organization.id],
    );
    expect(rows).toEqual([
      { key: "activities", rule_type: "activity_count", on: "2026-01-01" },
      { key: "chain", rule_type: "badge_held", on: null },
      { key: "either", rule_type: "activity_streak", on: "2026-01-01" },
      { key: "third", rule_type: "activity_count", on: "2026-01-03" },
    ]);
  });

  test("is one audit entry for more than a hundred at once, from which they can be found again", async () => {
    const { ctx } = await story();
    await database.everything.query(
      `WITH u AS (INSERT INTO users (name) SELECT 'P' FROM generate_series(1, 101) RETURNING id),
         m AS (INSERT INTO memberships (organization_id, user_id, display_name) SELECT $1, id, 'P' FROM u RETURNING user_id)
       INSERT INTO activities (organization_id, user_id, kind, occurred_at) SELECT $1, user_id, 'x', '2026-01-01' FROM m`,
      [ctx.organization.id],
    );
    await evaluateEverybody(ctx);
    const { rows } = await database.everything.query(
      `SELECT a.after ->> 'achievement' AS key, (a.after ->> 'badges')::int AS badges,
         (SELECT count(*)::int FROM earned_badges e WHERE e.organization_id = a.organization_id AND e.achievement_id = a.subject_id
            AND e.created_at = (a.after ->> 'recordedAt')::timestamptz) AS found
       FROM audit_log a WHERE a.organization_id = $1 AND a.action = 'badge.awarded' AND a.subject_type = 'achievement' ORDER BY 1`,
      [ctx.organization.id],
    );
    expect(rows).toEqual(["activities", "chain", "either"].map((key) => ({ key, badges: 101, found: 101 })));
  });
});
