import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCases } from "@/lib/testing/check-cases";
import { ruleCases } from "@/lib/testing/constraint-cases";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { idOf, plantEverything } from "@/lib/testing/one-of-everything";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await plantEverything(database.everything, "ours", "OURS");
  await plantEverything(database.everything, "theirs", "THEIRS");
  const ours = idOf("organizations", "ours");
  await database.everything.query(`
    UPDATE users SET email = 'kari@example.org' WHERE id = '${idOf("users", "ours")}';
    INSERT INTO users (id, name) VALUES ('${idOf("coordinators", "ours")}', 'Per');
    INSERT INTO memberships (organization_id, user_id, display_name, role)
      VALUES ('${ours}', '${idOf("coordinators", "ours")}', 'Per', 'coordinator');
    INSERT INTO password_links (user_id, membership_id, purpose, token_hash, expires_at)
      VALUES ('${idOf("users", "ours")}', '${idOf("memberships", "ours")}', 'invitation', 'x', now());
    INSERT INTO rate_limits (key) VALUES ('x');`);
});
afterAll(() => database.close());

type Constraint = { name: string; table: string; kind: "c" | "f"; columns: string[]; target: string | null };
type Unique = { name: string; table: string; columns: string[]; predicate: string | null };

const rows = async <Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  (await database.everything.query(sql, values)).rows;

const constraints = (kind: "c" | "f") =>
  rows<Constraint>(
    `SELECT conname AS name, conrelid::regclass::text AS "table", contype AS kind, nullif(confrelid, 0)::regclass::text AS target,
       ARRAY(SELECT a.attname::text FROM unnest(conkey) k (n) JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.n) AS columns
     FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = $1 ORDER BY 2, 1`,
    kind,
  );

/** Unique and primary keys and unique indexes with the columns they are about, those inside expressions too. */
const uniques = () =>
  rows<Unique>(
    `SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS "table", pg_get_expr(i.indpred, i.indrelid) AS predicate,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum > 0
             AND (a.attnum = ANY (i.indkey) OR pg_get_expr(i.indexprs, i.indrelid) ~ ('\\m' || a.attname || '\\M'))) AS columns
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique ORDER BY 2, 1`,
  );

/** The name of the rule that refused the last statement. Everything before it must pass; all of it is rolled back. */
async function refusal(statements: readonly string[]): Promise<string> {
  const client = await database.everything.connect();
  try {
    await client.query("BEGIN");
    for (const statement of statements.slice(0, -1)) await client.query(statement);
    return await lastRefusal(client, statements.at(-1) ?? "");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

const lastRefusal = (client: PoolClient, statement: string) =>
  client.query(statement).then(
    (result) => `accepted ${result.rowCount}`,
    (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
  );

/** Takes away all other checks and references of a table, and its triggers: what refuses now is the one that is tried. */
async function alone(table: string, kept: string): Promise<string[]> {
  const others = await rows<{ table: string; name: string }>(
    `SELECT conrelid::regclass::text AS "table", conname AS name FROM pg_constraint
     WHERE contype IN ('c', 'f') AND (conrelid = $1::regclass OR confrelid = $1::regclass) AND conname <> $2`,
    table,
    kept,
  );
  return [
    `ALTER TABLE ${table} DISABLE TRIGGER USER`,
    ...others.map((one) => `ALTER TABLE ${one.table} DROP CONSTRAINT "${one.name}"`),
  ];
}

/** The row that is spoilt: ours, where the table belongs to organisations; one that has a value in `filled`. */
async function goodRow(table: string, filled: readonly string[] = []): Promise<string> {
  const columns = await rows<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attname = 'organization_id'",
    table,
  );
  const ours = columns.length > 0 ? [`organization_id = '${idOf("organizations", "ours")}'`] : [];
  const wanted = [...ours, ...filled.map((column) => `${column} IS NOT NULL`), "true"].join(" AND ");
  return `ctid = (SELECT ctid FROM ${table} WHERE ${wanted} ORDER BY ${table === "users" ? "email NULLS LAST" : "ctid"} LIMIT 1)`;
}

describe("checks", () => {
  test("each has a case that breaks it, and it alone refuses", async () => {
    const all = await constraints("c");
    expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(checkCases).sort());
    for (const { name, table } of all) {
      const spoil = `UPDATE ${table} SET ${checkCases[name]} WHERE ${await goodRow(table)}`;
      expect(await refusal([...(await alone(table, name)), spoil]), name).toBe(name);
    }
  });
});

/** What a reference must not take: what does not exist, and what exists in another organisation. */
function strangers({ columns, target }: Constraint): { column: string; values: string[] } {
  const column = columns.filter((one) => one !== "organization_id").at(-1) ?? "organization_id";
  const values = ["gen_random_uuid()"];
  if (columns.includes("organization_id") && column !== "organization_id") {
    const find = target === "memberships" ? "user_id" : "id";
    values.push(
      `(SELECT ${find} FROM ${target} WHERE organization_id = '${idOf("organizations", "theirs")}' LIMIT 1)`,
    );
  }
  return { column, values };
}

describe("references", () => {
  test("each refuses what does not exist, and what exists in another organisation", async () => {
    const all = await constraints("f");
    expect(all.length).toBeGreaterThan(40);
    for (const reference of all) {
      const { name, table } = reference;
      const { column, values } = strangers(reference);
      for (const value of values) {
        const spoil = `UPDATE ${table} SET ${column} = ${value} WHERE ${await goodRow(table)}`;
        expect(await refusal([...(await alone(table, name)), spoil]), `${name} ${value}`).toBe(name);
      }
    }
  });
});

const NEW: Readonly<Record<string, (column: string) => string>> = {
  uuid: () => "gen_random_uuid()",
  text: (column) => `${column} || '2'`,
  "character varying": (column) => `${column} || '2'`,
  integer: (column) => `${column} + 1000`,
  bigint: (column) => `${column} + 1000`,
  boolean: (column) => `NOT ${column}`,
  bytea: (column) => `${column} || 'x'`,
};

/** A copy of a row that only this key can refuse: one column of every other key has a new value. */
async function copyThatOnly(key: Unique, others: readonly Unique[]): Promise<string> {
  const columns = await rows<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    key.table,
  );
  const type = new Map(columns.map((column) => [column.name, column.type]));
  const changed = new Map<string, string>();
  for (const other of others) {
    const free = other.columns.filter((one) => !key.columns.includes(one) && NEW[type.get(one) ?? ""]);
    const column = free.find((one) => type.get(one) === "uuid") ?? free[0];
    const make = NEW[type.get(column ?? "") ?? ""];
    if (column && make) changed.set(column, make(column));
  }
  const values = columns.map(({ name }) => changed.get(name) ?? name);
  const names = columns.map(({ name }) => name);
  return `INSERT INTO ${key.table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM ${key.table} WHERE ${await goodRow(key.table, key.columns)}`;
}

describe("unique keys", () => {
  test("each refuses a second row, except those that follow from a smaller key", async () => {
    const all = await uniques();
    const tried: string[] = [];
    for (const key of all) {
      const others = all.filter((other) => other.table === key.table && other.name !== key.name);
      const follows = others.some(
        (other) => other.predicate === null && other.columns.every((one) => key.columns.includes(one)),
      );
      if (follows) continue;
      tried.push(key.name);
      const copy = await copyThatOnly(key, others);
      expect(await refusal([...(await alone(key.table, "")), copy]), copy).toBe(key.name);
    }
    expect(tried).toEqual(
      expect.arrayContaining([
        "earned_badges_one_standing",
        "certifications_one_active",
        "tier_assignments_one_standing",
        "idx_recognition_tier_org_name",
        "idx_certification_certificate_number",
      ]),
    );
  });
});

describe("columns", () => {
  test("each that must have a value refuses none", async () => {
    const all = await rows<{ table: string; name: string }>(
      `SELECT c.oid::regclass::text AS "table", a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attnotnull AND a.attgenerated = '' AND a.attidentity = ''`,
    );
    expect(all.length).toBeGreaterThan(100);
    for (const { table, name } of all) {
      const spoil = `UPDATE ${table} SET ${name} = NULL WHERE ${await goodRow(table)}`;
      expect(await refusal([...(await alone(table, "")), spoil])).toMatch(
        new RegExp(`^(${table}_${name}_not_null|null value in column "${name}".*)$`),
      );
    }
  });
});

describe("rules of triggers", () => {
  test("each has a case that breaks it", async () => {
    const all = await rows<{ rule: string }>(
      `SELECT DISTINCT m[1] AS rule FROM pg_proc p, regexp_matches(p.prosrc, 'heder_refuse\\(''([a-z_]+)''', 'g') m
       WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(all.map(({ rule }) => rule)).toEqual(Object.keys(ruleCases).sort());
  });

  test.each(Object.entries(ruleCases))("%s", async (rule, statements) => {
    expect(await refusal(statements)).toBe(rule);
  });
});
