import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { compileCriteria } from "@/lib/criteria/compile";
import { compileDetail } from "@/lib/criteria/detail";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import { inTenant, runQuery } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let org: Ctx;
let userId: string;
const now = new Date("2026-06-15T10:00:00Z");
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  org = await createTestOrganization(database);
  userId = (await createTestMember(database, org)).userId;
});

/** At noon in Oslo. */
async function active(...days: string[]): Promise<void> {
  await database.everything.query(
    `INSERT INTO activities (organization_id, user_id, kind, occurred_at)
     SELECT $1, $2, 'visit', (d || ' 12:00')::timestamp AT TIME ZONE 'Europe/Oslo' FROM unnest($3::text[]) d`,
    [org.organization.id, userId, days],
  );
}
async function paused(from: string, to: string, status = "approved"): Promise<void> {
  await database.everything.query(
    `INSERT INTO streak_pauses (organization_id, user_id, starts_on, ends_on, status, decided_at, withdrawn_at, idempotency_key)
     VALUES ($1, $2, $3, $4, $5::streak_pause_status, CASE WHEN $5 IN ('approved', 'declined') THEN now() END,
       CASE WHEN $5 = 'withdrawn' THEN now() END, gen_random_uuid())`,
    [org.organization.id, userId, from, to, status],
  );
}

type Unit = "day" | "week" | "month";
const rules = (unit: Unit, need: object): CriteriaInput => ({
  version: 1,
  rules: [{ type: "activity_streak", unit, ...need } as CriteriaInput["rules"][number]],
});
const context = (isRepeatable = false) => ({
  organizationId: org.organization.id,
  timeZone: "Europe/Oslo",
  now,
  people: "all" as const,
  isRepeatable,
});
const longest = async (unit: Unit) => {
  const query = compileDetail(parseCriteria(rules(unit, { threshold: 1 })), context());
  return (await inTenant(org, (tx) => runQuery(tx, query)))[0]?.have;
};
const met = async (unit: Unit, need: object, isRepeatable = false) => {
  const query = compileCriteria(parseCriteria(rules(unit, need)), context(isRepeatable));
  const rows = await inTenant(org, (tx) => runQuery(tx, query));
  return rows.map((row) => `${row.occurrence} ${row.met_on.toISOString().slice(0, 10)}`).sort();
};

describe("a streak", () => {
  test("steps over units without activity that a pause touches, and does not count them", async () => {
    await active("2026-01-10", "2026-02-10", "2026-05-10");
    expect(await longest("month")).toBe(2);
    await paused("2026-03-31", "2026-04-01");
    expect(await longest("month")).toBe(3);
  });

  test("counts a paused unit with activity, as always", async () => {
    await active("2026-01-10", "2026-02-10", "2026-03-10");
    await paused("2026-01-01", "2026-03-31");
    expect(await longest("month")).toBe(3);
  });

  test("breaks where one unit of the gap is not paused", async () => {
    await active("2026-01-10", "2026-05-10");
    await paused("2026-02-01", "2026-03-31");
    expect(await longest("month")).toBe(1);
    await paused("2026-04-15", "2026-04-15");
    expect(await longest("month")).toBe(2);
  });

  test.each(["waiting", "declined", "withdrawn"])("breaks in a pause that is %s", async (status) => {
    await active("2026-01-10", "2026-03-10");
    await paused("2026-02-01", "2026-02-28", status);
    expect(await longest("month")).toBe(1);
  });

  test("has weeks of ISO, and days of the organisation, also in a pause across summer time", async () => {
    await active("2026-03-27", "2026-03-31");
    await paused("2026-03-28", "2026-03-30");
    expect(await longest("day")).toBe(2);
    // Monday 16 March and Monday 30 March; the Sunday between them is the last day of its week.
    await active("2026-03-16");
    expect(await longest("week")).toBe(3);
    await active("2026-03-02");
    await paused("2026-03-15", "2026-03-15");
    expect(await longest("week")).toBe(4);
  });

  test("is met on the day of the activity that made it long enough, not in the pause", async () => {
    await active("2026-01-10", "2026-03-10", "2026-05-10");
    await paused("2026-02-01", "2026-02-28");
    await paused("2026-04-01", "2026-04-30");
    expect(await met("month", { threshold: 3 })).toEqual(["once 2026-05-10"]);
    expect(await met("month", { thresholds: [2, 3] }, true)).toEqual(["2 2026-03-10", "3 2026-05-10"]);
    expect(await met("month", { threshold: 1 }, true)).toEqual([
      "1 2026-01-10",
      "2 2026-03-10",
      "3 2026-05-10",
    ]);
  });

  test("is not longer for a pause before it, after it, or that is still to come", async () => {
    await active("2026-02-10", "2026-03-10");
    await paused("2025-02-01", "2026-01-31");
    await paused("2026-04-01", "2026-12-31");
    expect(await longest("month")).toBe(2);
  });
});

test("the number of different active units knows no pauses", async () => {
  await active("2026-01-10", "2026-03-10");
  await paused("2026-02-01", "2026-02-28");
  const criteria = parseCriteria({
    version: 1,
    rules: [{ type: "active_periods", unit: "month", threshold: 3 }],
  });
  expect(await inTenant(org, (tx) => runQuery(tx, compileCriteria(criteria, context())))).toEqual([]);
});
