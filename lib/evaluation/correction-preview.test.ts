import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { previewCorrection } from "@/lib/evaluation/correction-preview-service";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { stories } from "@/lib/evaluation/reconcile.test-support";
import { getActivity } from "@/lib/facts/activity-queries";
import { correctActivity } from "@/lib/facts/activity-service";
import { localOf } from "@/lib/facts/moment-rules";
import { activityCorrection } from "@/lib/facts/schema";
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

/** The person's first activity as the form of a correction has it, with some of it changed. */
async function corrected(ctx: Ctx, userId: string, changes: Record<string, unknown> = {}) {
  const { rows } = await database.everything.query<{ id: string }>(
    "SELECT id FROM activities WHERE user_id = $1 ORDER BY occurred_at LIMIT 1",
    [userId],
  );
  const { id, version, kind, occurredAt } = await getActivity(ctx, rows[0]?.id ?? "");
  const as = { id, version, userId, kind, ...localOf(occurredAt, ctx.organization.timeZone) };
  return activityCorrection.parse({ ...as, ...changes });
}

const everything = async () =>
  (
    await database.everything.query(
      `SELECT (SELECT count(*) FROM audit_log)::int AS audit, (SELECT count(*) FROM pgboss.job)::int AS jobs,
         (SELECT count(*) FROM evaluation_requests)::int AS requests,
         (SELECT jsonb_agg(e ORDER BY id) FROM earned_badges e) AS badges, (SELECT jsonb_agg(a ORDER BY id) FROM activities a) AS facts`,
    )
  ).rows[0];

describe("before an activity is corrected", () => {
  test("it is said whose badges and progress change: whose it was, and whose it would be; and nothing stays of it", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    const { userId: other } = await createTestMember(database, ctx, { name: "Other" });
    await addActivities(database, ctx, other, { count: 9, from: "2026-01-01T12:00:00Z" });
    await activeAchievement(ctx, { name: "Ten", unmetPolicy: "revoke" });
    await activeAchievement(ctx, { name: "Twenty", triggerThreshold: 20 });
    await evaluateEverybody(ctx);
    const before = await everything();
    const input = await corrected(coordinator, userId, { userId: other });
    const effects = await previewCorrection(coordinator, input);
    expect(new Map(effects.map(({ userId: whose, person: _, ...effect }) => [whose, effect]))).toEqual(
      new Map([
        [
          userId,
          {
            badges: [{ achievement: "Ten", occurrence: "once", effect: "revoke" }],
            reached: [],
            progress: [{ achievement: "Twenty", before: 10, after: 9, need: 20 }],
          },
        ],
        [
          other,
          {
            badges: [],
            reached: ["Ten"],
            progress: [{ achievement: "Twenty", before: 9, after: 10, need: 20 }],
          },
        ],
      ]),
    );
    expect(effects.find(({ userId: whose }) => whose === other)?.person).toBe("Other");
    expect(await everything()).toEqual(before);

    await correctActivity(coordinator, input);
    await evaluateEverybody(ctx);
    expect((await at.awards(ctx)).map(({ status }) => status).toSorted()).toEqual(["awarded", "revoked"]);
  });

  test("a kind that does not count takes the ground away, and one that does gives it", async () => {
    const { ctx, userId, coordinator } = await at.story(3);
    const criteria = {
      version: 1 as const,
      rules: [{ type: "activity_count" as const, threshold: 1, filter: { kinds: ["visit"] } }],
    };
    await activeAchievement(ctx, {
      name: "Visitor",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria,
    });
    const [effect] = await previewCorrection(
      coordinator,
      await corrected(coordinator, userId, { kind: "visit" }),
    );
    expect(effect).toMatchObject({ badges: [], reached: ["Visitor"], progress: [] });
  });

  test("saying what is there changes nothing, nor does anything with the module off", async () => {
    const { ctx, userId, coordinator } = await at.story(10);
    await activeAchievement(ctx);
    await evaluateEverybody(ctx);
    expect(await previewCorrection(coordinator, await corrected(coordinator, userId))).toEqual([]);
    const off = { ...coordinator, modules: new Set<never>() };
    expect(await previewCorrection(off, await corrected(coordinator, userId, { kind: "x" }))).toEqual([]);
  });

  test("it is refused as the correction would be", async () => {
    const { ctx, userId, coordinator } = await at.story(2);
    const input = await corrected(coordinator, userId, { kind: "x" });
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const mentor = (await createTestMember(database, ctx)).ctx;
    await expect(previewCorrection(stranger.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(previewCorrection(mentor, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewCorrection(coordinator, { ...input, userId: stranger.userId })).rejects.toMatchObject(
      { code: "invalid", fields: { userId: expect.anything() } },
    );
    await correctActivity(coordinator, { ...input, kind: "y" });
    await expect(previewCorrection(coordinator, input)).rejects.toMatchObject({ code: "conflict" });
  });
});
