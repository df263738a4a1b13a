import { randomBytes } from "node:crypto";
import { escapeIdentifier, Pool } from "pg";
import { inject } from "vitest";
import { type Connections, connectionsFrom, setConnections } from "@/lib/database/connection";
import { withClient } from "@/lib/database/session";
import { disconnect } from "@/lib/db";

export type TestDatabase = Required<Connections> &
  Readonly<{
    /** As the tables' owner. Row-level security is forced on it too: it sees no tenant rows. */
    owner: Pool;
    /** As superuser, past row-level security: for arranging, and for looking at what really is there. */
    everything: Pool;
    /** Closes the pools and the application's client, and drops the database. */
    close(): Promise<void>;
  }>;

const administrate = (statement: string) =>
  withClient(inject("testServer").superuserUrl, (client) => client.query(statement));

function addressOf(name: string): string {
  const url = new URL(inject("testServer").ownerUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** A new database of the run's server: migrated when `migrated`, else empty. Not the application's yet. */
export async function createDatabase(
  migrated = true,
): Promise<Required<Connections> & { drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = escapeIdentifier(migrated ? "heder" : "template1");
  await administrate(`CREATE DATABASE ${name} OWNER heder_owner TEMPLATE ${template}`);
  const ownerUrl = addressOf(name);
  return {
    ...connectionsFrom(ownerUrl, true),
    ownerUrl,
    drop: async () => {
      await administrate(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/**
 * A migrated PostgreSQL database of this file's own, to which `lib/db.ts` is pointed: services run as
 * `heder_app`, under row-level security. Close it in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { drop, ...connections } = await createDatabase();
  setConnections(connections);
  const superuser = new URL(inject("testServer").superuserUrl);
  superuser.pathname = new URL(connections.ownerUrl).pathname;
  const owner = new Pool({ connectionString: connections.ownerUrl, max: 4 });
  const everything = new Pool({ connectionString: superuser.toString(), max: 4 });
  for (const pool of [owner, everything]) pool.on("error", () => undefined);
  return {
    ...connections,
    owner,
    everything,
    close: async () => {
      await disconnect();
      await Promise.all([owner.end(), everything.end()]);
      await drop();
    },
  };
}
