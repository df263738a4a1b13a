import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { NOW, stories } from "@/lib/evaluation/reconcile.test-support";
import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { voidActivity } from "@/lib/facts/activity-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
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

describe("an award whose criteria are no longer met after a correction", () => {
  test.each([
    ["keep", { status: "awarded", flag: null, why: null }],
    ["flag", { status: "awarded", flag: "criteria_unmet 0:activity_count:8/10", why: null }],
    ["revoke", { status: "revoked", flag: null, why: "criteria_unmet 0:activity_count:8/10" }],
  ] as const)("is treated as the achievement says: %s", async (unmetPolicy, expected) => {
    const { ctx, userId } = await at.story();
    await activeAchievement(ctx, { unmetPolicy });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 2);
    await reconcileEverybody(ctx);
    expect(await at.awards(ctx)).toMatchObject([expected]);
  });

  test("is flagged once, and learns when even more is missing; the flag goes when they are met again", async () => {
    const { ctx, userId } = await at.story();
    await activeAchievement(ctx, { unmetPolicy: "flag" });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 2);
    expect(await reconcileEverybody(ctx)).toMatchObject({ versions: 1, flagged: 1, revoked: 0 });
    expect(await reconcileEverybody(ctx)).toMatchObject({ versions: 1, flagged: 0 });
    await at.voidSome(ctx, userId, 1);
    expect(await reconcileEverybody(ctx)).toMatchObject({ flagged: 1 });
    expect(await at.awards(ctx)).toMatchObject([{ flag: "criteria_unmet 0:activity_count:7/10" }]);
    await addActivities(database, ctx, userId, { count: 3, from: "2026-03-01T12:00:00Z" });
    expect(await reconcileEverybody(ctx)).toMatchObject({ unflagged: 1 });
    expect(await reconcileEverybody(ctx)).toMatchObject({ versions: 1, unflagged: 0 });
    expect(await at.awards(ctx)).toMatchObject([{ status: "awarded", flag: null }]);
    expect(await at.badgeActions(ctx)).toEqual([
      "badge.awarded",
      "badge.flagged",
      "badge.flagged",
      "badge.unflagged",
    ]);
  });

  test("is only counted in a dry run", async () => {
    const { ctx, userId } = await at.story();
    await activeAchievement(ctx, { unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 1);
    expect(await reconcileEverybody(ctx, { dryRun: true })).toMatchObject({ revoked: 1 });
    expect(await at.awards(ctx)).toMatchObject([{ status: "awarded" }]);
    expect(await at.badgeActions(ctx)).toEqual(["badge.awarded"]);
  });

  test("may be earned again when reconcile took it back, and not when a person did", async () => {
    const { ctx, userId, coordinator } = await at.story();
    await activeAchievement(ctx, { key: "ten", unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 1);
    await reconcileEverybody(ctx);
    await addActivities(database, ctx, userId, { count: 1, from: "2026-03-01T12:00:00Z" });
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 1 });
    expect((await at.awards(ctx)).map(({ status }) => status).toSorted()).toEqual(["awarded", "revoked"]);
    const { rows } = await database.everything.query<{ id: string }>(
      "SELECT id FROM earned_badges WHERE organization_id = $1 AND status = 'awarded'",
      [ctx.organization.id],
    );
    await revokeBadge(coordinator, { id: rows[0]?.id ?? "", reason: "Feil person" });
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0 });
  });

  test("is looked at right after the correction, with the badges that were earned by it", async () => {
    const { ctx, userId, coordinator } = await at.story();
    const revoke = { unmetPolicy: "revoke" } as const;
    const holding = (badge: string) => ({
      ...revoke,
      triggerType: "criteria" as const,
      triggerThreshold: undefined,
      criteria: { version: 1, rules: [{ type: "badge_held", badges: [badge] }] },
    });
    await activeAchievement(ctx, { key: "aaa", ...revoke });
    await activeAchievement(ctx, { key: "bbb", ...holding("aaa") });
    await activeAchievement(ctx, { key: "ccc", ...holding("bbb") });
    // What depends on another is looked at before it.
    await database.everything.query(
      "UPDATE achievements SET sort_order = CASE key WHEN 'ccc' THEN 1 WHEN 'bbb' THEN 2 ELSE 3 END WHERE organization_id = $1",
      [ctx.organization.id],
    );
    await evaluateEverybody(ctx);
    expect(await at.awards(ctx)).toHaveLength(3);
    const { rows } = await database.everything.query<{ id: string }>(
      "SELECT id FROM activities WHERE user_id = $1 LIMIT 1",
      [userId],
    );
    await voidActivity(coordinator, { id: rows[0]?.id ?? "", reason: "Dobbelt" });
    await evaluateRequested(ctx);
    expect((await at.awards(ctx)).map(({ status }) => status)).toEqual(["revoked", "revoked", "revoked"]);
  });

  test("is audited by the badge, or in one entry when there are many", async () => {
    const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
    for (let n = 0; n < 101; n += 1) {
      const { userId } = await createTestMember(database, ctx);
      await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
    }
    await activeAchievement(ctx, { triggerThreshold: 1, unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await database.everything.query(
      "UPDATE activities SET voided_at = now(), void_reason = 'Feil' WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: 101 });
    const { rows } = await database.everything.query(
      "SELECT subject_type, after ->> 'badges' AS badges FROM audit_log WHERE organization_id = $1 AND action = 'badge.revoked'",
      [ctx.organization.id],
    );
    expect(rows).toEqual([{ subject_type: "achievement", badges: "101" }]);
  });
});
