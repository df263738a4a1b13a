import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { Id } from "@/lib/testing/row-of";
import { rowsOfEverything } from "@/lib/testing/rows-of-everything";

/** The id of an organisation's only row of a table: the same each time, so that rows can refer to each other. */
export function idOf(table: string, organization: string): string {
  const hex = createHash("md5").update(`${table} of ${organization}`).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

/** An organisation with one row in every tenant table, past row-level security. `everything` is a superuser's pool. */
export async function plantEverything(everything: Pool, organization: string, prefix: string): Promise<void> {
  const id: Id = (table) => idOf(table, organization);
  await everything.query(
    `INSERT INTO organizations (id, slug, name, certificate_prefix) VALUES ('${id("organizations")}', $1, $1, $2)`,
    [organization, prefix],
  );
  await everything.query(
    `INSERT INTO users (id, name, is_global_admin)
     VALUES ('${id("users")}', 'Kari', false), ('${id("issuers")}', 'Ola', false), ('${id("signers")}', 'Åse', true)`,
  );
  await everything.query(
    `INSERT INTO oauth_clients (id, name, website, redirect_uris, auth_method, secret_hash)
     VALUES ('${id("oauth_clients")}', 'Lommebok', 'https://app.example', '{https://app.example/back}', 'client_secret_basic', sha256('x'))`,
  );
  for (const { table, sql } of rowsOfEverything) await everything.query(`INSERT INTO ${table} ${sql(id)}`);
}

/** Every table of the product that belongs to organisations: those with a column organization_id. */
export async function tenantTables(everything: Pool): Promise<string[]> {
  const { rows } = await everything.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
