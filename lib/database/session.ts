import { Client } from "pg";

/**
 * The number that the Prisma CLI locks while it migrates, so that its runs and ours exclude each other.
 * https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production#advisory-locking
 */
const MIGRATION_LOCK = 72_707_369;

/** Runs `work` on one connection of its own, closed in the end. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  // A connection that breaks while idle must not take the process down; the next query reports it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** As `withClient`, while nobody else changes the structure of the same database; waits for those before us. */
export async function withMigrationLock<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0; SET client_min_messages = warning");
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return work(client);
  });
}

export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
