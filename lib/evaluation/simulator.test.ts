import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { compileCriteria } from "@/lib/criteria/compile";
import { loadHistories } from "@/lib/criteria/load.test-support";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { historyIn } from "@/lib/criteria/random-histories.test-support";
import type { Criteria, CriteriaInput } from "@/lib/criteria/schema";
import { inTenant, runQuery } from "@/lib/db";
import { latestPeriods } from "@/lib/evaluation/simulator-periods";
import { simulateThresholds } from "@/lib/evaluation/simulator-queries";
import { qualifiedAt } from "@/lib/evaluation/simulator-rules";
import { simulatorFilter } from "@/lib/evaluation/simulator-schema";
import { define } from "@/lib/testing/achievements";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const ZONE = "Europe/Oslo";
const NOW = new Date("2026-06-15T10:00:00Z");
let made = 0;

function draft(ctx: Ctx, criteria: CriteriaInput | Criteria, isRepeatable = false) {
  made += 1;
  const definition = define({
    key: `simulated_${made}`,
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: JSON.stringify(criteria),
    isRepeatable,
  });
  return createAchievement(ctx, definition);
}

/** People who meet the criteria as they would have been judged at a moment. */
async function meeting(ctx: Ctx, criteria: Criteria, now: Date): Promise<number> {
  const { id: organizationId, timeZone } = ctx.organization;
  const query = compileCriteria(criteria, {
    organizationId,
    timeZone,
    now,
    people: "all",
    isRepeatable: false,
  });
  return (await inTenant(ctx, (tx) => runQuery(tx, query))).length;
}

const withThreshold = (criteria: Criteria, path: string, threshold: number): Criteria => {
  const copy = structuredClone(criteria) as { rules: Record<string, unknown>[] };
  const [at, below] = path.split(".").map(Number);
  const rule = copy.rules[at ?? 0] as Record<string, unknown>;
  const leaf = below === undefined ? rule : (rule.rules as Record<string, unknown>[])[below];
  if (leaf) leaf.threshold = threshold;
  return copy as unknown as Criteria;
};

/** Random criteria also ask for a course that nobody has completed. */
const addUnknownCourse = (ctx: Ctx) =>
  database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'unknown', 'U')",
    [ctx.organization.id],
  );

/** Some rules, latest periods and thresholds of one achievement: what the simulation says, and what the criteria do. */
async function* comparisons(ctx: Ctx, id: string, criteria: Criteria) {
  const first = await simulateThresholds(ctx, id, simulatorFilter.parse({}));
  for (const rule of first.simulated?.rules.slice(0, 2) ?? []) {
    const { simulated } = await simulateThresholds(ctx, id, simulatorFilter.parse({ rule }));
    const ends = latestPeriods(NOW, ZONE, simulated?.unit ?? "year", 12);
    const periods = simulated?.unit ? simulated.periods.slice(-3) : [];
    const pairs = periods.flatMap((period) => [1, 3].map((threshold) => ({ period, threshold })));
    for (const { period, threshold } of pairs) {
      const at = ends.find(({ name }) => name === period.name)?.at ?? NOW;
      yield {
        of: JSON.stringify({ criteria, rule, period, threshold }),
        simulated: qualifiedAt(period, threshold),
        found: await meeting(ctx, withThreshold(criteria, rule, threshold), at),
      };
    }
  }
}

test("a simulation counts in each past period those whom random criteria themselves find at its end", async () => {
  const ctx: Ctx = { ...(await createTestOrganization(database, { timeZone: ZONE })), asOf: NOW };
  const seed = 20_261_120;
  const people = fc.sample(historyIn(ZONE), { seed, numRuns: 50 });
  await loadHistories(database.everything, ctx.organization.id, people);
  await addUnknownCourse(ctx);
  let compared = 0;
  let qualified = 0;
  for (const criteria of fc.sample(criteriaFor(false), { seed, numRuns: 2 }).flat()) {
    const { id } = await draft(ctx, criteria);
    for await (const { of, simulated, found } of comparisons(ctx, id, criteria)) {
      expect(simulated, of).toBe(found);
      compared += 1;
      qualified += found;
    }
  }
  expect(compared).toBeGreaterThan(50);
  expect(qualified).toBeGreaterThan(50);
}, 120_000);

describe("a simulation", () => {
  async function story() {
    const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
    const [anne, berit, cato] = [
      await createTestMember(database, ctx),
      await createTestMember(database, ctx),
      await createTestMember(database, ctx, { role: "coordinator" }),
    ];
    await addActivities(database, ctx, anne.userId, { count: 12, from: "2025-02-01T12:00:00Z" });
    await addActivities(database, ctx, anne.userId, { count: 3, from: "2026-02-01T12:00:00Z" });
    await addActivities(database, ctx, berit.userId, { count: 5, from: "2025-12-30T12:00:00Z" });
    return { ctx, anne, coordinator: cato };
  }

  test("has one column of values for each window, and none from before anything was recorded", async () => {
    const { ctx } = await story();
    const { id } = await draft(
      ctx,
      { version: 1, rules: [{ type: "activity_count", threshold: 4, window: "year" }] },
      true,
    );
    const { simulated } = await simulateThresholds(ctx, id, simulatorFilter.parse({}));
    expect(simulated).toMatchObject({
      unit: "year",
      isUnitFree: false,
      present: 4,
      people: 3,
      rule: "0",
      isSingle: true,
    });
    expect(simulated?.periods).toEqual([
      {
        name: "2025",
        isCurrent: false,
        always: 0,
        values: [
          [2, 1],
          [12, 1],
        ],
      },
      { name: "2026", isCurrent: true, always: 0, values: [[3, 2]] },
    ]);
  });

  test("of a rule that counts from the beginning says how it stood at the end of each period", async () => {
    const { ctx } = await story();
    const { id } = await draft(
      ctx,
      { version: 1, rules: [{ type: "activity_count", thresholds: [3, 15] }] },
      true,
    );
    const { simulated } = await simulateThresholds(ctx, id, simulatorFilter.parse({ per: "quarter" }));
    expect(simulated).toMatchObject({ unit: "quarter", isUnitFree: true, present: 3, isSingle: false });
    expect(simulated?.periods.at(0)).toEqual({
      name: "2025-Q1",
      isCurrent: false,
      always: 0,
      values: [[12, 1]],
    });
    expect(simulated?.periods.at(-1)).toEqual({
      name: "2026-Q2",
      isCurrent: true,
      always: 0,
      values: [
        [5, 1],
        [15, 1],
      ],
    });
  });

  test("knows whom the other rules are enough for, and whom they keep out", async () => {
    const { ctx } = await story();
    const rules: CriteriaInput["rules"] = [
      { type: "activity_count", threshold: 5 },
      { type: "activity_count", threshold: 10 },
    ];
    const either = await draft(ctx, { version: 1, match: "any", rules });
    const both = await draft(ctx, { version: 1, match: "all", rules });
    const latest = async (id: string) =>
      (await simulateThresholds(ctx, id, simulatorFilter.parse({}))).simulated?.periods.at(-1);
    expect(await latest(either.id)).toMatchObject({ always: 1, values: [[5, 1]] });
    expect(await latest(both.id)).toMatchObject({ always: 0, values: [[15, 1]] });
  });

  test("of a date range has that one period", async () => {
    const { ctx } = await story();
    const window = { from: "2025-12-31", to: "2026-01-02" };
    const { id } = await draft(ctx, {
      version: 1,
      rules: [{ type: "activity_count", threshold: 3, window }],
    });
    const { simulated } = await simulateThresholds(ctx, id, simulatorFilter.parse({}));
    expect(simulated).toMatchObject({ unit: null, isUnitFree: false });
    expect(simulated?.periods).toEqual([{ name: "range", isCurrent: false, always: 0, values: [[3, 1]] }]);
  });

  test("has nothing to try without a rule that counts", async () => {
    const { ctx } = await story();
    const { id } = await draft(ctx, { version: 1, rules: [{ type: "profile_complete" }] });
    expect((await simulateThresholds(ctx, id, simulatorFilter.parse({}))).simulated).toBeNull();
  });

  test("is for coordinators, and of another organisation's achievement not found", async () => {
    const { ctx, anne, coordinator } = await story();
    const { id } = await draft(ctx, { version: 1, rules: [{ type: "activity_count", threshold: 4 }] });
    const filter = simulatorFilter.parse({});
    expect((await simulateThresholds(coordinator.ctx, id, filter)).simulated?.people).toBe(3);
    await expect(simulateThresholds(anne.ctx, id, filter)).rejects.toThrow("forbidden");
    const other = await createTestOrganization(database);
    await expect(simulateThresholds(other, id, filter)).rejects.toThrow("notFound.achievement");
    await expect(simulateThresholds({ ...ctx, modules: new Set() }, id, filter)).rejects.toThrow(
      "notFound.module",
    );
  });
});
