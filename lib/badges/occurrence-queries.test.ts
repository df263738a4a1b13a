import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awardBadge } from "@/lib/badges/award-service";
import type { Award } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
});
afterAll(() => database.close());

const mentor = async () => (await createTestMember(database, organization)).userId;
let keys = 0;
const give = (achievementId: string, userId: string, awardedOn: string) => {
  keys += 1;
  const award: Award = {
    achievementId,
    userId,
    awardedOn,
    reason: "Takk",
    idempotencyKey: `test-key-${keys}`,
  };
  return awardBadge(kari, award);
};
const refusal = (award: Promise<unknown>) =>
  award.then(
    () => null,
    (error: AppError) => error.text.key,
  );
const given = async (achievementId: string) =>
  (
    await database.everything.query<{ occurrence: string }>(
      "SELECT occurrence FROM earned_badges WHERE achievement_id = $1 ORDER BY created_at",
      [achievementId],
    )
  ).rows.map(({ occurrence }) => occurrence);

describe("a repeatable badge awarded by hand", () => {
  test("is numbered, one for a person and day, also when twenty ask at once", async () => {
    const achievement = await manualAchievement(organization, { isRepeatable: true });
    const person = await mentor();
    await give(achievement, person, "2026-01-05");
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => give(achievement, person, "2026-02-05")),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await given(achievement)).toEqual(["1", "2"]);
  });

  test("is the period of its day where the achievement counts in periods", async () => {
    const triggerMetadata = { period: "quarter" } as const;
    const achievement = await activeAchievement(organization, { isRepeatable: true, triggerMetadata });
    const person = await mentor();
    await give(achievement, person, "2026-03-31");
    await give(achievement, person, "2026-04-01");
    expect(await refusal(give(achievement, person, "2026-06-30"))).toBe("badges.alreadyHeld");
    expect(await given(achievement)).toEqual(["2026-Q1", "2026-Q2"]);
  });

  test("goes on with the next multiple of what is counted", async () => {
    const achievement = await activeAchievement(organization, { isRepeatable: true });
    const person = await mentor();
    await give(achievement, person, "2026-01-05");
    await give(achievement, person, "2026-01-06");
    expect(await given(achievement)).toEqual(["10", "20"]);
  });

  test("is the lowest listed threshold that is missing, until none is", async () => {
    const achievement = await activeAchievement(organization, {
      isRepeatable: true,
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, rules: [{ type: "activity_count", thresholds: [3, 15] }] },
    });
    const person = await mentor();
    await give(achievement, person, "2026-01-05");
    await give(achievement, person, "2026-01-06");
    expect(await given(achievement)).toEqual(["3", "15"]);
    expect(await refusal(give(achievement, person, "2026-01-07"))).toBe("badges.alreadyHeld");
  });
});
