import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { stories } from "@/lib/evaluation/reconcile.test-support";
import { previewVoid } from "@/lib/evaluation/void-preview-service";
import { voidActivity } from "@/lib/facts/activity-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let at: ReturnType<typeof stories>;
beforeAll(async () => {
  database = await testDatabase();
  at = stories(database);
});
afterAll(() => database.close());

async function firstActivity(userId: string): Promise<string> {
  const { rows } = await database.everything.query<{ id: string }>(
    "SELECT id FROM activities WHERE user_id = $1 ORDER BY occurred_at LIMIT 1",
    [userId],
  );
  return rows[0]?.id ?? "";
}
const everything = async () =>
  (
    await database.everything.query(
      `SELECT (SELECT count(*) FROM audit_log)::int AS audit, (SELECT count(*) FROM pgboss.job)::int AS jobs,
         (SELECT jsonb_agg(e ORDER BY id) FROM earned_badges e) AS badges, (SELECT count(*) FROM activities WHERE voided_at IS NULL)::int AS facts`,
    )
  ).rows[0];

describe("before a fact is voided", () => {
  test("it is said which badges are kept, flagged and revoked, with what follows from them, and which progress falls", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    await activeAchievement(ctx, { name: "Kept" });
    await activeAchievement(ctx, { name: "Flagged", unmetPolicy: "flag" });
    await activeAchievement(ctx, { key: "base", name: "Revoked", unmetPolicy: "revoke" });
    await activeAchievement(ctx, {
      name: "Follows",
      unmetPolicy: "revoke",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, rules: [{ type: "badge_held", badges: ["base"] }] },
    });
    await activeAchievement(ctx, { name: "Nine", triggerThreshold: 9, unmetPolicy: "revoke" });
    await activeAchievement(ctx, { name: "Twenty", triggerThreshold: 20 });
    await evaluateEverybody(ctx);
    const before = await everything();
    const id = await firstActivity(userId);
    const effect = await previewVoid(coordinator, { fact: "activity", id });
    expect(effect.badges.toSorted((a, b) => (a.achievement < b.achievement ? -1 : 1))).toEqual([
      { achievement: "Flagged", occurrence: "once", effect: "flag" },
      { achievement: "Follows", occurrence: "once", effect: "revoke" },
      { achievement: "Kept", occurrence: "once", effect: "keep" },
      { achievement: "Revoked", occurrence: "once", effect: "revoke" },
    ]);
    expect(effect.progress).toEqual([{ achievement: "Twenty", before: 10, after: 9, need: 20 }]);
    expect(await everything()).toEqual(before);

    await voidActivity(coordinator, { id, reason: "Dobbelt" });
    await evaluateRequested(ctx);
    const states = (await at.awards(ctx)).map(({ status, flag }) => (flag ? "flagged" : status));
    expect(states.toSorted()).toEqual(["awarded", "awarded", "flagged", "revoked", "revoked"]);
  });

  test("what lacks something already is not counted against it", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    await activeAchievement(ctx, {
      unmetPolicy: "flag",
      triggerType: "activity_streak",
      triggerThreshold: 9,
      triggerMetadata: { unit: "day" },
    });
    await evaluateEverybody(ctx);
    const id = await firstActivity(userId);
    await database.everything.query(
      "UPDATE activities SET voided_at = now(), void_reason = 'x' WHERE user_id = $1 AND occurred_at = '2026-01-05T12:00:00Z'",
      [userId],
    );
    expect((await previewVoid(coordinator, { fact: "activity", id })).badges).toEqual([]);
  });

  test("nothing is said of what is voided already, nor with the module off; the rest is for coordinators here", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    await activeAchievement(ctx, { unmetPolicy: "flag" });
    await evaluateEverybody(ctx);
    const asked = { fact: "activity", id: await firstActivity(userId) } as const;
    const none = { badges: [], reached: [], progress: [] };
    expect(await previewVoid({ ...coordinator, modules: new Set() }, asked)).toEqual(none);
    const elsewhere = (
      await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })
    ).ctx;
    await expect(previewVoid(elsewhere, asked)).rejects.toMatchObject({ code: "not_found" });
    await expect(previewVoid(coordinator, { ...asked, fact: "referral" })).rejects.toMatchObject({
      code: "not_found",
    });
    const mentor = (await createTestMember(database, ctx)).ctx;
    await expect(previewVoid(mentor, asked)).rejects.toMatchObject({ code: "forbidden" });
    await at.voidSome(ctx, userId, 1);
    expect(await previewVoid(coordinator, asked)).toEqual(none);
  });
});
