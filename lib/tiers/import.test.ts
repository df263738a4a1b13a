import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importLadder } from "@/lib/tiers/import-service";
import { ladder } from "@/lib/tiers/ladder.test-support";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const row = (name: string, place: number, more: object = {}) => ({
  name,
  icon_key: "medal",
  criteria_type: "activity_count",
  criteria_threshold: place * 3,
  award_period: "annual",
  display_order: place,
  ...more,
});

const order = async ({ organization }: Ctx) =>
  (
    await database.everything.query(
      "SELECT name, display_order, is_active, criteria_threshold::float8 AS threshold FROM recognition_tiers WHERE organization_id = $1 ORDER BY display_order",
      [organization.id],
    )
  ).rows.map(
    ({ name, display_order, is_active, threshold }) =>
      `${display_order} ${name} ${threshold}${is_active ? "" : " out"}`,
  );

describe("an import of tiers", () => {
  test("makes them in the order they say, changes them by name, and does nothing the second time", async () => {
    const { ctx, admin } = await ladder(database, {});
    const file = [
      row("Gull", 30),
      row("Bronse", 10),
      row("Gammel", 5, { is_active: false }),
      row("Sølv", 20),
    ];
    expect(await importLadder(admin, file)).toMatchObject({
      read: 4,
      created: 4,
      updated: 0,
      rejected: [],
      warnings: [],
    });
    expect(await order(ctx)).toEqual(["1 Bronse 30", "2 Sølv 60", "3 Gull 90", "4 Gammel 15 out"]);
    expect(await importLadder(admin, file)).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    expect(await importLadder(admin, [row(" gull ", 3, { criteria_threshold: "7,5" })])).toMatchObject({
      updated: 1,
    });
    expect(await order(ctx)).toEqual(["1 Bronse 30", "2 Sølv 60", "3 gull 7.5", "4 Gammel 15 out"]);
  });

  test("keeps nothing in a dry run", async () => {
    const { ctx, admin } = await ladder(database, {});
    expect(await importLadder(admin, [row("Gull", 1)], { dryRun: true })).toMatchObject({ created: 1 });
    expect(await order(ctx)).toEqual([]);
  });

  test.each([
    ["a threshold of nothing", { criteria_threshold: 0 }, "criteria_threshold"],
    ["a threshold below nothing", { criteria_threshold: -5 }, "criteria_threshold"],
    ["a threshold without end", { criteria_threshold: 1e9 }, "criteria_threshold"],
    ["a threshold in words", { criteria_threshold: "many" }, "criteria_threshold"],
    ["no name", { name: "  " }, "name"],
    ["no icon", { icon_key: "" }, "icon_key"],
    ["a metric nobody knows", { criteria_type: "likes" }, "criteria_type"],
    ["a period nobody knows", { award_period: "weekly" }, "award_period"],
    ["place 0", { display_order: 0 }, "display_order"],
    ["half a place", { display_order: 1.5 }, "display_order"],
    [
      "a filter where nothing is filtered",
      { criteria_type: "referral_count", criteria_filter: { kinds: ["x"] } },
      "criteria_filter",
    ],
    ["extra criteria of no version", { extra_criteria: { version: 9, rules: [] } }, "extra_criteria.version"],
  ])("refuses %s at its attribute, and takes the others", async (_, wrong, field) => {
    const { ctx, admin } = await ladder(database, {});
    const result = await importLadder(admin, [row("Feil", 2, wrong), row("Bronse", 1)]);
    expect(result).toMatchObject({ created: 1, rejected: [{ line: 1, field }] });
    expect(await order(ctx)).toEqual(["1 Bronse 3"]);
  });

  test("refuses a name and a place the second time, and warns of a drawing and a colour nobody knows", async () => {
    const { admin } = await ladder(database, {});
    const result = await importLadder(admin, [
      row("Gull", 1, { icon_key: "rocket", color_token: "not a token!" }),
      row("GULL ", 2),
      row("Sølv", 1),
    ]);
    expect(result.rejected.map(({ line, field }) => [line, field])).toEqual([
      [2, "name"],
      [3, "display_order"],
    ]);
    expect(result.warnings.map(({ field }) => field)).toEqual(["icon_key", "color_token"]);
  });

  test.each([
    ["no list", {}],
    ["nothing", null],
    ["too much", Array(201).fill(row("x", 1))],
  ])("refuses %s", async (_, given) => {
    const { admin } = await ladder(database, {});
    await expect(importLadder(admin, given)).rejects.toMatchObject({ text: { key: "tiers.notAList" } });
  });
});
