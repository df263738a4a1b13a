import { afterAll, beforeAll, expect, test } from "vitest";
import { exportTierAssignments } from "@/lib/exports/tier-assignment-queries";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { assign, ladder } from "@/lib/tiers/ladder.test-support";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("an export says who reached what, when and with how much", async () => {
  const { ctx, admin, person } = await ladder(database);
  const userId = await person(7);
  await assign(ctx);
  let text = "";
  for await (const piece of exportTierAssignments(admin, {})) text += piece;
  expect(text.trim().split("\n").sort()).toEqual(
    [
      "person,tier,period_key,metric_value,status",
      `${userId},Bronse,2026,7,superseded`,
      `${userId},Sølv,2026,7,assigned`,
    ].sort(),
  );
  let none = "";
  for await (const piece of exportTierAssignments(admin, { period: "2025" })) none += piece;
  expect(none).toBe("person,tier,period_key,metric_value,status\n");
});
