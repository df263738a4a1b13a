import { Client, type QueryResult } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { idOf, plantEverything, tenantTables } from "@/lib/testing/one-of-everything";
import { rowsOfEverything } from "@/lib/testing/rows-of-everything";

let database: TestDatabase;
let app: Client;
const ours = idOf("organizations", "ours");
const theirs = idOf("organizations", "theirs");

beforeAll(async () => {
  database = await testDatabase();
  await plantEverything(database.everything, "ours", "OURS");
  await plantEverything(database.everything, "theirs", "THEIRS");
  app = new Client({ connectionString: database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await database.close();
});

/** As the application inside an organisation (none: `null`); everything is rolled back. */
async function inside<T>(organization: string | null, run: () => Promise<T>, platform = ""): Promise<T> {
  await app.query("BEGIN");
  try {
    await app.query(
      "SELECT set_config('app.organization_id', $1, true), set_config('app.platform', $2, true)",
      [organization ?? "", platform],
    );
    return await run();
  } finally {
    await app.query("ROLLBACK");
  }
}

/** How many rows a statement touched, or the SQLSTATE that refused it. */
const outcome = (statement: Promise<QueryResult>): Promise<number | string> =>
  statement.then(
    (result) => result.rowCount ?? 0,
    (error: { code?: string }) => error.code ?? String(error),
  );

/** 42501: refused by a privilege or by row-level security. */
const REFUSED = "42501";
const CHECK_VIOLATION = "23514";

const snapshot = async (table: string) =>
  (
    await database.everything.query(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE organization_id = $1 ORDER BY 1`,
      [theirs],
    )
  ).rows;

const columnsOf = async (table: string): Promise<string[]> =>
  (
    await database.everything.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
       AND attgenerated = '' AND attidentity = '' ORDER BY attnum`,
      [table],
    )
  ).rows.map(({ name }) => name);

test("somebody who adds a tenant table says what a row of it looks like", async () => {
  expect(rowsOfEverything.map(({ table }) => table).sort()).toEqual(await tenantTables(database.everything));
});

describe.each(rowsOfEverything.map(({ table }) => table))("%s", (table) => {
  test("is read inside its organisation, and not from another, from none, or from the platform", async () => {
    const read = () => outcome(app.query(`SELECT FROM ${table} WHERE organization_id = $1`, [theirs]));
    const planted = (await snapshot(table)).length;
    expect(planted).toBeGreaterThan(0);
    expect(await inside(theirs, read)).toBe(planted);
    expect(await inside(ours, read)).toBe(0);
    expect(await inside(null, read)).toBe(0);
    // The audit log is what a global admin reads across organisations.
    expect(await inside(null, read, "on")).toBe(table === "audit_log" ? 1 : 0);
    expect(await inside(ours, () => outcome(app.query(`SELECT FROM ${table}`)))).toBe(planted);
  });

  test("takes no new row for another organisation", async () => {
    // Its trigger comes first: for it a foreign organisation is one that does not exist.
    const refused = table === "recognition_tiers" ? CHECK_VIOLATION : REFUSED;
    const columns = await columnsOf(table);
    const values = columns.map((name) => (name === "id" ? "gen_random_uuid()" : name));
    const row = JSON.stringify((await snapshot(table))[0].row);
    const insert = `INSERT INTO ${table} (${columns}) SELECT ${values} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`;
    for (const organization of [ours, null]) {
      expect(await inside(organization, () => outcome(app.query(insert, [row])))).toBe(refused);
    }
  });

  test("is not changed, moved or removed by another organisation", async () => {
    const before = await snapshot(table);
    const change = `UPDATE ${table} SET organization_id = organization_id WHERE organization_id = $1`;
    const move = `UPDATE ${table} SET organization_id = $2 WHERE organization_id = $1`;
    const remove = `DELETE FROM ${table} WHERE organization_id = $1`;
    const nothing = (result: number | string) => result === 0 || result === REFUSED;
    for (const organization of [ours, null]) {
      for (const sql of [change, remove]) {
        const result = await inside(organization, () => outcome(app.query(sql, [theirs])));
        expect(nothing(result), `${sql}: ${result}`).toBe(true);
      }
    }
    const stolen = await inside(ours, () => outcome(app.query(move, [theirs, ours])));
    expect(nothing(stolen), `stolen: ${stolen}`).toBe(true);
    const given = await inside(ours, () => outcome(app.query(move, [ours, theirs])));
    expect(typeof given, `given: ${given}`).toBe("string");
    expect(await snapshot(table)).toEqual(before);
  });
});
