import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generatedPart } from "@/lib/criteria/document.test-support";
import { criteriaJsonSchema, parseCriteria } from "@/lib/criteria/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

const MARK = "<!-- generated -->\n";
const page = new URL("../../docs/criteria.md", import.meta.url).pathname;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("the page about criteria says what the schema says", async () => {
  const [written] = readFileSync(page, "utf8").split(MARK);
  await expect(`${written}${MARK}\n${generatedPart()}\n`).toMatchFileSnapshot(page);
});

test("the example of the page is good criteria", () => {
  const [, example = ""] = /```json\n(.*?)```/s.exec(readFileSync(page, "utf8")) ?? [];
  expect(parseCriteria(JSON.parse(example)).rules).toHaveLength(2);
});

test("the column's comment is the schema; a changed schema comes with a migration that writes it there", async () => {
  const { rows } = await database.everything.query<{ comment: string }>(
    `SELECT col_description(attrelid, attnum) AS comment FROM pg_attribute
     WHERE attrelid = 'achievements'::regclass AND attname = 'criteria'`,
  );
  expect(JSON.parse(rows[0]?.comment ?? "null")).toEqual(JSON.parse(JSON.stringify(criteriaJsonSchema())));
});
