import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layOut } from "@/lib/criteria/occurrences";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import { have, missing, need, share } from "@/lib/evaluation/preview-measure";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const rule = (threshold: number) => ({ type: "activity_count" as const, threshold });

/** What is missing and how far somebody is who has these counts of rules with these thresholds. */
async function measured(criteria: Omit<CriteriaInput, "version">, haves: readonly number[]) {
  const { leaves, tree } = layOut(parseCriteria({ version: 1, ...criteria }));
  const columns = leaves.map(
    ({ index, need: needed }) =>
      sql`${sql.lit(haves[index])}::float8 AS ${have(index)}, ${sql.lit(needed)}::float8 AS ${need(index)}`,
  );
  const query = sql`SELECT (${missing(tree)})::float8 AS missing, (${share(tree)})::float8 AS share FROM (SELECT ${sql.join(columns)}) r`;
  const { sql: text, parameters } = query.compile(compiler);
  const { rows } = await database.everything.query(text, [...parameters]);
  return [rows[0]?.missing, Math.round(rows[0]?.share * 1000) / 1000];
}

test.each<[string, Omit<CriteriaInput, "version">, number[], number[]]>([
  ["one rule", { rules: [rule(10)] }, [7], [3, 0.7]],
  ["one rule that is more than met", { rules: [rule(10)] }, [12], [0, 1]],
  [
    "half an hour of one rule",
    { rules: [{ type: "activity_hours" as const, threshold: 2 }] },
    [0.5],
    [1.5, 0.25],
  ],
  ["all of two rules", { rules: [rule(10), rule(4)] }, [5, 4], [5, 0.75]],
  [
    "any of two rules: the shorter way",
    { match: "any" as const, rules: [rule(10), rule(4)] },
    [5, 3],
    [1, 0.75],
  ],
  [
    "two of three rules: the two shortest",
    { match: { atLeast: 2 }, rules: [rule(10), rule(4), rule(2)] },
    [5, 3, 0],
    [3, 0.625],
  ],
  [
    "a group inside",
    { rules: [rule(10), { type: "group" as const, match: "any" as const, rules: [rule(4), rule(8)] }] },
    [10, 0, 6],
    [2, 0.875],
  ],
])("counts what is left and how far it is, of %s", async (_, criteria, haves, expected) => {
  expect(await measured(criteria, haves)).toEqual(expected);
});
