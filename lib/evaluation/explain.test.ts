import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { explain } from "@/lib/evaluation/explain-queries";
import { stories } from "@/lib/evaluation/reconcile.test-support";
import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let at: ReturnType<typeof stories>;
beforeAll(async () => {
  database = await testDatabase();
  at = stories(database);
});
afterAll(() => database.close());

const criteria = (rules: unknown[], match: unknown = "all") => ({
  triggerType: "criteria" as const,
  triggerThreshold: undefined,
  criteria: { version: 1, match, rules } as never,
});
const codes = (some: { shown: readonly { reason: { code: string } | null }[] }) =>
  some.shown.map(({ reason }) => reason?.code);

describe("why somebody has a badge", () => {
  test("is each rule with the day it was met, what counted, and what did not and why", async () => {
    const { ctx, userId, coordinator } = await at.story(9);
    await addActivities(database, ctx, userId, { count: 1, from: "2026-02-01T12:00:00Z", kind: "visit" });
    const [achievementId] = await Promise.all([
      activeAchievement(ctx, {
        unmetPolicy: "flag",
        ...criteria([
          {
            type: "group",
            match: "any",
            rules: [
              { type: "activity_count", threshold: 8 },
              { type: "referral_count", threshold: 1 },
            ],
          },
          { type: "activity_count", threshold: 5, filter: { kinds: ["assignment"] } },
        ]),
      }),
    ]);
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 1);
    const found = await explain(coordinator, { achievementId, userId });
    expect(found).toMatchObject({
      outcomes: ["held"],
      occurrence: "once",
      award: { metOn: "2026-01-08", version: 1 },
      version: { explained: 1, current: 1 },
      rules: [
        { path: "0.0", have: 9, need: 8, met: true, counted: { total: 9 }, uncounted: { total: 1 } },
        { path: "0.1", have: 0, need: 1, met: false, counted: { total: 0 } },
        { path: "1", have: 8, need: 5, met: true, metOn: "2026-01-06", counted: { total: 8 } },
      ],
    });
    expect(found.rules[2] && codes(found.rules[2].uncounted)).toEqual(["voided", "kind"]);
    await at.voidSome(ctx, userId, 2);
    await reconcileEverybody(ctx);
    expect((await explain(coordinator, { achievementId, userId })).outcomes).toEqual(["flagged"]);
  });

  test("is told by the version it was awarded by, and that there is a newer one", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    const achievementId = await activeAchievement(ctx, { triggerThreshold: 10 });
    await evaluateEverybody(ctx);
    await database.everything.query("UPDATE achievements SET trigger_threshold = 20 WHERE id = $1", [
      achievementId,
    ]);
    await database.everything.query(
      `INSERT INTO achievement_versions (organization_id, achievement_id, number, definition)
       SELECT organization_id, achievement_id, 2, definition || '{"trigger_threshold": 20}' FROM achievement_versions WHERE achievement_id = $1`,
      [achievementId],
    );
    expect(await explain(coordinator, { achievementId, userId })).toMatchObject({
      version: { explained: 1, current: 2 },
      rules: [{ need: 10, met: true }],
    });
    const other = await createTestMember(database, ctx);
    expect(await explain(coordinator, { achievementId, userId: other.userId })).toMatchObject({
      outcomes: ["notMet"],
      version: { explained: 2, current: 2 },
      rules: [{ need: 20, have: 0 }],
    });
  });

  test("of a year that is over is told by that year, and of an occurrence by its own window", async () => {
    const { ctx, userId, coordinator } = await at.story(10, "2025-12-25T12:00:00Z");
    const yearly = { triggerThreshold: 3, triggerMetadata: { period: "year" } } as const;
    const once = await activeAchievement(ctx, yearly);
    await evaluateEverybody({ ...ctx, asOf: new Date("2025-12-31T12:00:00Z") });
    const [rule] = (await explain(coordinator, { achievementId: once, userId })).rules;
    expect(rule).toMatchObject({ have: 7, met: true, metOn: "2025-12-27" });
    expect(rule && new Set(codes(rule.uncounted))).toEqual(new Set(["later"]));

    const each = await activeAchievement(ctx, { ...yearly, isRepeatable: true });
    await evaluateEverybody(ctx);
    const first = await explain(coordinator, { achievementId: each, userId, occurrence: "2025" });
    expect(first).toMatchObject({
      award: { occurrence: "2025" },
      rules: [{ have: 7, counted: { total: 7 } }],
    });
    expect(first.rules[0]?.uncounted.shown[0]?.reason).toEqual({
      code: "otherOccurrence",
      occurrence: "2026",
    });
    expect(await explain(coordinator, { achievementId: each, userId })).toMatchObject({
      occurrence: "2026",
      outcomes: ["held"],
      hasNext: false,
      awards: [{ occurrence: "2026" }, { occurrence: "2025" }],
    });
  });
});

describe("why somebody has no badge", () => {
  test("can be a person's decision, an inactive person, a pause, or an achievement that is not in use", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    const achievementId = await activeAchievement(ctx);
    const outcomes = async () => (await explain(coordinator, { achievementId, userId })).outcomes;
    expect(await outcomes()).toEqual(["soon"]);
    const change = (sql: string) => database.everything.query(sql, [ctx.organization.id]);
    await change(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'x' WHERE id = $1",
    );
    expect(await outcomes()).toEqual(["paused"]);
    await change(
      "UPDATE organizations SET issuing_paused_at = NULL, issuing_paused_reason = NULL WHERE id = $1",
    );
    await change("UPDATE achievements SET status = 'inactive' WHERE organization_id = $1");
    await change(
      `UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE organization_id = $1 AND role = 'peer_mentor'`,
    );
    expect(await outcomes()).toEqual(["notActive.inactive", "inactivePerson"]);
    await change("UPDATE achievements SET status = 'active' WHERE organization_id = $1");
    await change(
      "UPDATE memberships SET status = 'active', deactivated_at = NULL WHERE organization_id = $1",
    );
    await evaluateEverybody(ctx);
    const [badge] = await at.awards(ctx);
    await revokeBadge(coordinator, { id: badge?.id ?? "", reason: "Feil person" });
    expect(await outcomes()).toEqual(["revokedByPerson"]);
  });

  test("can be that it is given by hand, or that evaluation took it back", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    const byHand = await manualAchievement(ctx);
    expect(await explain(coordinator, { achievementId: byHand, userId })).toMatchObject({
      outcomes: ["byHand"],
      criteria: null,
      rules: [],
    });
    const achievementId = await activeAchievement(ctx, { unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 1);
    await reconcileEverybody(ctx);
    expect((await explain(coordinator, { achievementId, userId })).outcomes).toEqual([
      "revokedByEvaluation",
      "notMet",
    ]);
  });

  test("is told with what the person holds", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    await activeAchievement(ctx, { key: "ten" });
    await activeAchievement(ctx, { key: "twenty", triggerThreshold: 20 });
    await database.everything.query(
      `WITH made AS (INSERT INTO groups (organization_id, key, name) VALUES ($1, 'oslo', 'Oslo'))
       INSERT INTO recognition_tiers (organization_id, name, criteria_type, criteria_threshold, award_period, display_order, icon_key)
       VALUES ($1, 'Gull', 'activity_count', 10, 'lifetime', 1, 'trophy')`,
      [ctx.organization.id],
    );
    const achievementId = await activeAchievement(
      ctx,
      criteria([
        { type: "badge_held", badges: ["ten", "twenty"], match: "all" },
        { type: "certification_held" },
        { type: "membership_years", threshold: 2 },
        { type: "profile_complete" },
        { type: "group_member", groups: ["oslo"] },
        { type: "manual_approval", roles: ["coordinator"] },
        { type: "tier_held", tier: "Gull" },
      ]),
    );
    await evaluateEverybody(ctx);
    const { rules } = await explain(coordinator, { achievementId, userId });
    expect(rules.map(({ have, counted, uncounted }) => [have, counted.total, codes(uncounted)])).toEqual([
      [1, 1, []],
      [0, 0, []],
      [0, 0, ["missing"]],
      [0, 0, ["missing", "missing", "missing"]],
      [0, 0, []],
      [0, 0, []],
      [1, 1, []],
    ]);
  });
});

test("it is for coordinators, and for everybody about themselves; nobody else, and nothing that is not there", async () => {
  const { ctx, userId, coordinator } = await at.story(1);
  const achievementId = await activeAchievement(ctx);
  const asked = { achievementId, userId };
  const self: Ctx = { ...ctx, actor: { kind: "user", userId, role: "peer_mentor", name: "x" } };
  expect((await explain(self, asked)).person.isSelf).toBe(true);
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => "seen",
      (error) => error.code,
    );
  const colleague = await createTestMember(database, ctx);
  const elsewhere = (
    await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })
  ).ctx;
  const unknown = "00000000-0000-4000-8000-000000000001";
  expect([
    await code(explain(colleague.ctx, asked)),
    await code(explain(elsewhere, asked)),
    await code(explain(coordinator, { ...asked, userId: unknown })),
    await code(explain(coordinator, { ...asked, achievementId: unknown })),
    await code(explain(coordinator, { ...asked, occurrence: "2026" })),
    await code(explain({ ...coordinator, modules: new Set() }, asked)),
  ]).toEqual(["forbidden", ...Array(5).fill("not_found")]);
  await database.everything.query("UPDATE achievements SET status = 'draft' WHERE id = $1", [achievementId]);
  expect([await code(explain(self, asked)), await code(explain(coordinator, asked))]).toEqual([
    "not_found",
    "seen",
  ]);
});
