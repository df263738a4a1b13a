import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { loadHistories } from "@/lib/criteria/load.test-support";
import { historyIn } from "@/lib/criteria/random-histories.test-support";
import { explain } from "@/lib/evaluation/explain-queries";
import { NOW } from "@/lib/evaluation/reconcile.test-support";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const rules = [
  { type: "activity_count", threshold: 3, filter: { minMinutes: 45 } },
  { type: "activity_count", threshold: 1, window: "year" },
  { type: "activity_count", threshold: 1, window: { last: 3, unit: "year" }, filter: { minParticipants: 3 } },
  { type: "referral_count", threshold: 2 },
  { type: "course_completion", minGrade: 60 },
];

test("as many facts count as the compiler says, on random histories in the database", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(historyIn("Europe/Oslo"), { minLength: 4, maxLength: 4 }), async (people) => {
      const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
      const achievementId = await activeAchievement(ctx, {
        triggerType: "criteria",
        triggerThreshold: undefined,
        criteria: { version: 1, match: "any", rules },
      });
      for (const userId of await loadHistories(database.everything, ctx.organization.id, people)) {
        const found = await explain(ctx, { achievementId, userId });
        expect(found.rules.map(({ counted }) => counted.total)).toEqual(found.rules.map(({ have }) => have));
      }
    }),
    { numRuns: 6 },
  );
});
