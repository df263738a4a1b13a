import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";

/**
 * Holds a table of this run's database while something is looked at: whoever reads it waits until then, as they would
 * for a slow database.
 */
export async function whileItWaitsFor(table: string, look: () => Promise<void>): Promise<void> {
  const folder = join(process.env.HEDER_E2E_FOLDER ?? "", "data", "database");
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const { owner } = JSON.parse(read("passwords.json")) as { owner: string };
  const client = new Client({
    connectionString: `postgresql://heder_owner:${owner}@127.0.0.1:${read("port").trim()}/heder`,
  });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    await look();
  } finally {
    await client.end();
  }
}
