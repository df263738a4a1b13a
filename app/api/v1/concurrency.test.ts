import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, clientOf } from "@/app/api/v1/api.test-support";
import type { Ctx } from "@/lib/context";
import { evaluateRequested } from "@/lib/evaluation/evaluate";
import { importRecords } from "@/lib/imports/import-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  client = await clientOf(ctx);
  const people = Array.from({ length: 20 }, (_, index) => ({
    person: `p-${index}`,
    name: `Person ${index}`,
  }));
  await importRecords(ctx, { kind: "people", records: people, fileName: "people.json" });
});
afterAll(() => database.close());

const count = async (sql: string) =>
  (await database.everything.query(`SELECT count(*)::integer AS count FROM ${sql}`)).rows[0].count;

/** Twenty visits, one of each person; `minutes` makes them others than the last time. */
const visits = (name: string, minutes: number) =>
  Array.from({ length: 20 }, (_, index) => ({
    person: `p-${index}`,
    kind: "visit",
    occurred_at: "2026-03-01T10:00:00Z",
    minutes,
    external_id: `${name}-${index}`,
  }));

test("many who send the same thing at once make one of it", async () => {
  const [one] = visits("same", 1);
  const answers = await Promise.all(Array.from({ length: 12 }, () => client.post("activities", one)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(11).fill(200), 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
});

test("batches of the same things in opposite order, a file and the evaluation do not get in each other's way", async () => {
  await activeAchievement(ctx, { key: "first", triggerThreshold: 1 });
  for (let round = 1; round <= 5; round++) {
    const items = visits("both", round);
    const answers = await Promise.all([
      client.post("activities", { items }),
      client.post("activities", { items: items.toReversed() }),
      client.post("activities", { items: visits("both", round + 100).toReversed() }),
      importRecords(ctx, { kind: "activities", records: items, fileName: "a.json" }).then(() => ({
        status: 200,
      })),
      evaluateRequested(ctx).then(() => ({ status: 200 })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  }
  expect(await count("activities WHERE external_id LIKE 'both-%'")).toBe(20);
  await evaluateRequested(ctx);
  expect(await count("earned_badges WHERE status = 'awarded'")).toBe(20);
  expect(await count("evaluation_requests")).toBe(0);
});
