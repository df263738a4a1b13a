import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { inTransaction, withClient, withMigrationLock } from "@/lib/database/session";
import { reason } from "@/lib/database/unavailable";
import { repositoryRoot } from "@/lib/env";

/** One folder of prisma/migrations. `checksum` is Prisma's: SHA-256 of migration.sql, hexadecimal. */
export type Migration = Readonly<{ name: string; up: string; down: string | undefined; checksum: string }>;
export type MigrationStatus = Readonly<{ applied: string[]; pending: string[] }>;

const usualFolder = join(repositoryRoot, "prisma", "migrations");

/** A migration that cannot be run or whose record does not fit; nothing of it has been applied. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** Line endings are put right first: a checkout on Windows must not look like a changed migration. */
function readSql(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : undefined;
}

export function readMigrations(folder = usualFolder): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => {
      const up = readSql(join(folder, name, "migration.sql"));
      if (up === undefined) throw new MigrationError(`${join(folder, name)} has no migration.sql`);
      const checksum = createHash("sha256").update(up).digest("hex");
      return { name, up, down: readSql(join(folder, name, "down.sql")), checksum };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Prisma's own table, in its own shape: `prisma migrate status` reads what is written here. */
const RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0)`;

type Row = { migration_name: string; checksum: string; finished: boolean };

async function readRecords(client: Client): Promise<Row[]> {
  const found = await client.query<{ present: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present",
  );
  if (!found.rows[0]?.present) return [];
  const { rows } = await client.query<Row>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/** The names that are applied, after making sure that they are the ones we know, unchanged. */
function appliedNames(rows: Row[], known: Migration[]): Set<string> {
  for (const row of rows) {
    const migration = known.find(({ name }) => name === row.migration_name);
    const name = row.migration_name;
    if (!row.finished) {
      throw new MigrationError(
        `Migration ${name} was begun by another tool and never finished; resolve it first`,
      );
    }
    if (!migration) {
      throw new MigrationError(
        `The database has migration ${name}, which this version of Heder does not know`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${name} was changed after it had been applied. Put its file back and write a new migration, or, where no data matters, run: heder db reset`,
      );
    }
  }
  return new Set(rows.map((row) => row.migration_name));
}

function failure(what: string, sql: string, error: unknown): MigrationError {
  const position = Number((error as { position?: string }).position);
  const line = position ? ` in line ${sql.slice(0, position).split("\n").length}` : "";
  return new MigrationError(`${what} failed${line}: ${reason(error)}`, { cause: error });
}

async function apply(client: Client, { name, up, checksum }: Migration): Promise<void> {
  const record = `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
                  VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`;
  try {
    await inTransaction(client, async () => {
      await client.query(up);
      await client.query(record, [randomUUID(), checksum, name]);
    });
  } catch (error) {
    throw failure(`Migration ${name}`, up, error);
  }
}

/** Applies what is missing, each in a transaction, on a connection that holds the migration lock. */
export async function applyMissing(client: Client, folder?: string): Promise<string[]> {
  const known = readMigrations(folder);
  const applied = appliedNames(await readRecords(client), known);
  const missing = known.filter(({ name }) => !applied.has(name));
  if (missing.length > 0) await client.query(RECORDS);
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

/**
 * Applies the missing migrations and returns their names. Any number of callers may do so at once: the second
 * waits and then finds nothing to do. Throws MigrationError; what had been applied before stays.
 */
export async function migrate(ownerUrl: string, folder?: string): Promise<string[]> {
  return withMigrationLock(ownerUrl, (client) => applyMissing(client, folder));
}

/** Undoes the last `steps` migrations with their down.sql, newest first, and returns their names. */
export async function rollback(ownerUrl: string, steps = 1, folder?: string): Promise<string[]> {
  return withMigrationLock(ownerUrl, async (client) => {
    const known = readMigrations(folder);
    const applied = appliedNames(await readRecords(client), known);
    const last = known
      .filter(({ name }) => applied.has(name))
      .reverse()
      .slice(0, steps);
    for (const { name, down } of last) {
      if (down === undefined) throw new MigrationError(`Migration ${name} has no down.sql`);
      try {
        await inTransaction(client, async () => {
          await client.query(down);
          await client.query("DELETE FROM _prisma_migrations WHERE migration_name = $1", [name]);
        });
      } catch (error) {
        throw failure(`Going back from ${name}`, down, error);
      }
    }
    return last.map(({ name }) => name);
  });
}

/** What is applied and what is missing, oldest first. Changes nothing. */
export async function migrationStatus(ownerUrl: string, folder?: string): Promise<MigrationStatus> {
  return withClient(ownerUrl, async (client) => {
    const known = readMigrations(folder);
    const applied = appliedNames(await readRecords(client), known);
    const names = known.map(({ name }) => name);
    return {
      applied: names.filter((name) => applied.has(name)),
      pending: names.filter((name) => !applied.has(name)),
    };
  });
}
