import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluateRequested } from "@/lib/evaluation/evaluate";
import { explain } from "@/lib/evaluation/explain-queries";
import { decidePause, endPause } from "@/lib/pauses/decision-service";
import { askForPause } from "@/lib/pauses/request-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("an approved pause gives the badge whose streak it held together, says so, and takes it away again with it", async () => {
  const asOf = new Date("2026-06-01T10:00:00Z");
  const organization = { ...(await createTestOrganization(database)), asOf };
  const coordinator = await createTestMember(database, organization, { role: "coordinator" });
  const { userId, ctx } = await createTestMember(database, organization);
  for (const from of ["2026-01-10T12:00:00Z", "2026-02-10T12:00:00Z", "2026-05-10T12:00:00Z"]) {
    await addActivities(database, organization, userId, { count: 1, from });
  }
  const achievementId = await activeAchievement(organization, {
    unmetPolicy: "revoke",
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: { version: 1, rules: [{ type: "activity_streak", unit: "month", threshold: 3 }] },
  });
  await evaluateRequested(organization);
  expect(await badgesIn(database, organization)).toEqual([]);
  const pause = { startsOn: "2026-03-05", endsOn: "2026-04-20", idempotencyKey: randomUUID() };
  const { id } = await askForPause({ ...ctx, asOf }, pause);
  await decidePause({ ...coordinator.ctx, asOf }, { id, outcome: "approved" });
  await evaluateRequested(organization);
  expect(await badgesIn(database, organization)).toMatchObject([{ status: "awarded", met_on: "2026-05-10" }]);
  const because = async () => (await explain({ ...ctx, asOf }, { achievementId, userId })).rules[0];
  expect(await because()).toMatchObject({
    have: 3,
    counted: { total: 3 },
    pauses: [{ from: "2026-03-05", to: "2026-04-20" }],
  });
  await endPause({ ...coordinator.ctx, asOf }, { id });
  await evaluateRequested(organization);
  expect(await badgesIn(database, organization)).toMatchObject([{ status: "revoked" }]);
  expect(await because()).toMatchObject({ pauses: [] });
});
