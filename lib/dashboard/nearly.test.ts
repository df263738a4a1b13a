import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AchievementInput } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { recordActivity } from "@/lib/facts/activity-service";
import { deactivatePerson } from "@/lib/people/service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** People with so many activities each, who have been evaluated, in an organisation with this achievement. */
async function peopleWith(counts: readonly number[], changes: Partial<AchievementInput> = {}) {
  const ctx = await createTestOrganization(database);
  const achievement = await activeAchievement(ctx, changes);
  const people: Awaited<ReturnType<typeof createTestMember>>[] = [];
  for (const count of counts) {
    const person = await createTestMember(database, ctx);
    await addActivities(database, ctx, person.userId, { count, from: "2026-03-02T10:00:00Z" });
    people.push(person);
  }
  await evaluateEverybody(ctx);
  return { ctx, achievement, people };
}

async function nearly({ organization }: Ctx): Promise<string[]> {
  const { rows } = await database.everything.query<{ user_id: string }>(
    "SELECT user_id FROM nearly_earned WHERE organization_id = $1",
    [organization.id],
  );
  const [look] = (
    await database.everything.query<{ people: number | null }>(
      "SELECT sum(people)::int AS people FROM nearly_looks WHERE organization_id = $1",
      [organization.id],
    )
  ).rows;
  expect(look?.people ?? 0).toBe(rows.length);
  return rows.map((row) => row.user_id).sort();
}

const named = (some: readonly ({ userId: string } | undefined)[]) =>
  some.map((one) => one?.userId ?? "nobody").sort();

describe("who lacks one activity", () => {
  test("has all but the last of them, and has not got the badge", async () => {
    const { ctx, people } = await peopleWith([8, 9, 10, 0]);
    await refreshDashboard(ctx);
    expect(await nearly(ctx)).toEqual(named([people[1]]));
  });

  test("has reached one threshold and is close to the next", async () => {
    const criteria = { version: 1, rules: [{ type: "activity_count", thresholds: [3, 6] }] } as const;
    const { ctx, people } = await peopleWith([2, 3, 5, 6, 7], {
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: criteria as unknown as AchievementInput["criteria"],
      isRepeatable: true,
    });
    await refreshDashboard(ctx);
    expect(await nearly(ctx)).toEqual(named([people[0], people[2]]));
  });

  test("lacks nothing else: not a course, an hour, or a day that is over", async () => {
    const all = (rule: object) => ({
      version: 1,
      match: "all",
      rules: [{ type: "activity_count", threshold: 3 }, rule],
    });
    for (const [rule, expected] of [
      [{ type: "course_completion", threshold: 1 }, 0],
      [{ type: "active_periods", unit: "day", threshold: 2 }, 1],
      [{ type: "activity_count", threshold: 2, window: { from: "2020-01-01", to: "2020-02-01" } }, 0],
    ] as const) {
      const { ctx, people } = await peopleWith([2], {
        triggerType: "criteria",
        triggerThreshold: undefined,
        criteria: all(rule) as AchievementInput["criteria"],
      });
      await refreshDashboard(ctx);
      expect(await nearly(ctx), JSON.stringify(rule)).toEqual(named(people.slice(0, expected)));
    }
  });

  test("is looked at again after each evaluation, and no longer stands there with the badge", async () => {
    const { ctx, people } = await peopleWith([8, 9]);
    await refreshDashboard(ctx);
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    for (const { userId } of people) {
      await recordActivity(coordinator.ctx, {
        userId,
        kind: "assignment",
        occurredOn: "2026-06-01",
        idempotencyKey: `once-for-${userId}`,
      });
    }
    await evaluateRequested(ctx);
    await refreshDashboard(ctx);
    expect(await nearly(ctx)).toEqual(named([people[0]]));
  });

  test("no longer stands there after leaving", async () => {
    const { ctx, people } = await peopleWith([9, 9]);
    await refreshDashboard(ctx);
    const admin = await createTestMember(database, ctx, { role: "org_admin" });
    await deactivatePerson(admin.ctx, { userId: people[0]?.userId ?? "" });
    await refreshDashboard(ctx);
    expect(await nearly(ctx)).toEqual(named([people[1]]));
  });

  test("is nobody's of an achievement that is no longer in use, and everybody is looked at for a changed one", async () => {
    const { ctx, achievement, people } = await peopleWith([9, 4]);
    await refreshDashboard(ctx);
    await database.everything.query("UPDATE achievements SET trigger_threshold = 5 WHERE id = $1", [
      achievement,
    ]);
    await refreshDashboard(ctx);
    expect(await nearly(ctx)).toEqual(named([people[1]]));
    await database.everything.query("UPDATE achievements SET status = 'inactive' WHERE id = $1", [
      achievement,
    ]);
    await refreshDashboard(ctx);
    expect(await nearly(ctx)).toEqual([]);
  });
});
