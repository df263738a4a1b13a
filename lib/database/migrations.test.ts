import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, migrationStatus, readMigrations, rollback } from "@/lib/database/migrations";
import { prepareDatabase } from "@/lib/database/prepare";
import { withClient } from "@/lib/database/session";
import { createDatabase } from "@/lib/testing/database";

type Database = Awaited<ReturnType<typeof createDatabase>>;
let database: Database;
let folder: string;

beforeEach(async () => {
  database = await createDatabase(false);
  folder = mkdtempSync(join(tmpdir(), "heder-migrations-"));
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

function write(name: string, up: string, down?: string) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), up);
  if (down) writeFileSync(join(folder, name, "down.sql"), down);
}

/** Everything the migrations make, in words: two equal texts mean two equal structures. */
const structure = (url: string) =>
  withClient(url, async (client: Client) => {
    const { rows } = await client.query<{ line: string }>(`
      SELECT format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS line
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = 'public'::regnamespace
      UNION ALL SELECT format('acl %s %s', relname, relacl) FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT format('function %s %s %s', oid::regprocedure, md5(prosrc), proacl) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT format('policy %s %s %s %s %s', tablename, policyname, roles, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
      UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT format('type %s %s', t.typname, (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
        FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')`);
    const lines = rows.map(({ line }) => line).filter((line) => !line.includes("_prisma_migrations"));
    return lines.sort();
  });

test("every migration goes up, back down to nothing, and up again to the same structure", async () => {
  const { ownerUrl } = database;
  const { migrations } = await prepareDatabase(database);
  const first = await structure(ownerUrl);
  expect(migrations).toEqual(readMigrations().map(({ name }) => name));
  expect(first.length).toBeGreaterThan(100);

  expect(await rollback(ownerUrl, migrations.length)).toEqual(migrations.toReversed());
  expect(await structure(ownerUrl)).toEqual([]);

  expect(await migrate(ownerUrl)).toEqual(migrations);
  expect(await structure(ownerUrl)).toEqual(first);
});

test("several migrators at once apply each migration once", async () => {
  for (const step of [1, 2, 3])
    write(`00${step}_table`, `CREATE TABLE t${step} (id int); SELECT pg_sleep(0.05)`);
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, folder)));
  expect(runs.flat().sort()).toEqual(["001_table", "002_table", "003_table"]);
});

test("a migration that fails leaves nothing of itself, keeps those before it and names its line", async () => {
  write("001_good", "CREATE TABLE good (id int)");
  write("002_bad", "CREATE TABLE half (id int);\n\nCREATE TABLE half (id int);");
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/002_bad failed.*half/);
  expect(await structure(database.ownerUrl)).toEqual(
    expect.arrayContaining([expect.stringContaining("good.id")]),
  );
  expect(JSON.stringify(await structure(database.ownerUrl))).not.toContain("half");
  expect(await migrationStatus(database.ownerUrl, folder)).toEqual({
    applied: ["001_good"],
    pending: ["002_bad"],
  });
});

test("a migration that was changed after it had been applied is refused by name", async () => {
  write("001_first", "CREATE TABLE first (id int)", "DROP TABLE first");
  await migrate(database.ownerUrl, folder);
  write("001_first", "CREATE TABLE first (id bigint)", "DROP TABLE first");
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/001_first was changed/);
  await expect(rollback(database.ownerUrl, 1, folder)).rejects.toThrow(/001_first was changed/);
});

test("the same file with Windows line endings is not a change", async () => {
  write("001_first", "CREATE TABLE first (\n  id int)\n");
  await migrate(database.ownerUrl, folder);
  write("001_first", "CREATE TABLE first (\r\n  id int)\r\n");
  expect(await migrate(database.ownerUrl, folder)).toEqual([]);
});

test("a database of a newer version is refused instead of being worked on", async () => {
  write("001_first", "CREATE TABLE first (id int)");
  await migrate(database.ownerUrl, folder);
  rmSync(join(folder, "001_first"), { recursive: true });
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/does not know/);
});

test("there is no way back without a down.sql, and nothing is undone", async () => {
  write("001_first", "CREATE TABLE first (id int)");
  await migrate(database.ownerUrl, folder);
  await expect(rollback(database.ownerUrl, 1, folder)).rejects.toThrow(/no down.sql/);
  expect((await migrationStatus(database.ownerUrl, folder)).applied).toEqual(["001_first"]);
});
