import { Pool, type QueryResultRow } from "pg";
import { publicDatabaseUrl } from "@/lib/database/connection";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

// One pool per process, also when the development server loads this file again.
const shared = globalThis as { hederPublicPool?: { url: string; pool: Pool } };

function pool(): Pool {
  const connectionString = publicDatabaseUrl();
  if (shared.hederPublicPool?.url !== connectionString) {
    const pool = new Pool({
      connectionString,
      max: Math.min(4, env.HEDER_DATABASE_POOL),
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 5_000,
      application_name: "heder public",
    });
    // An idle connection that breaks is replaced by the next question.
    pool.on("error", (error) => log.warn({ err: error }, "a public connection broke"));
    shared.hederPublicPool = { url: connectionString, pool };
  }
  return shared.hederPublicPool.pool;
}

/**
 * Asks as `heder_public`, who reads no table and may call only the few functions made for strangers. What is open
 * to everybody goes through here, so that a mistake in such a page cannot show more than those functions do. Under a
 * `name` each connection keeps the statement's plan.
 */
export async function askAsPublic<Row extends QueryResultRow>(
  text: string,
  values: readonly unknown[],
  name?: string,
): Promise<Row[]> {
  const { rows } = await pool().query<Row>({ text, values: [...values], ...(name ? { name } : {}) });
  return rows;
}

/** Closes the connections, for programs and tests that end. */
export async function disconnectPublic(): Promise<void> {
  await shared.hederPublicPool?.pool.end();
  delete shared.hederPublicPool;
}
