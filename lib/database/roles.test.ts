import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareDatabase } from "@/lib/database/prepare";
import { withClient } from "@/lib/database/session";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("no role that signs in at run time can pass row-level security, make roles or own anything", async () => {
  const { rows } = await database.everything.query(
    `SELECT r.rolname, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication AS strong,
            (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
            (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS member_of
       FROM pg_roles r WHERE rolname IN ('heder_app', 'heder_worker', 'heder_public') ORDER BY 1`,
  );
  const weak = { strong: false, owned: 0, member_of: 0 };
  expect(rows).toEqual(
    ["heder_app", "heder_public", "heder_worker"].map((rolname) => ({ rolname, ...weak })),
  );
});

test.each([
  ["appUrl", "30s", "1min"],
  ["workerUrl", "15min", "15min"],
  ["publicUrl", "5s", "10s"],
] as const)("%s begins its sessions with limits", async (role, statement, idle) => {
  const { rows } = await withClient(database[role], (client) =>
    client.query(`SELECT current_setting('statement_timeout') AS statement,
      current_setting('idle_in_transaction_session_timeout') AS idle`),
  );
  expect(rows).toEqual([{ statement, idle }]);
});

test("a statement that takes too long is ended by the server", async () => {
  const slow = withClient(database.publicUrl, async (client) => {
    await client.query("SET statement_timeout = '50ms'");
    await client.query("SELECT pg_sleep(5)");
  });
  await expect(slow).rejects.toMatchObject({ code: "57014" });
});

test("preparing a database that is up to date changes nothing", async () => {
  const passwords = "SELECT rolname, rolpassword FROM pg_authid ORDER BY 1";
  const before = await database.everything.query(passwords);
  expect(await prepareDatabase(database)).toEqual({ migrations: [], queues: false });
  expect((await database.everything.query(passwords)).rows).toEqual(before.rows);
});
