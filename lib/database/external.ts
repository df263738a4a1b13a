import { Client } from "pg";
import { type Connections, connectionsFrom, databaseRoles } from "@/lib/database/connection";
import { DatabaseUnavailable, reason } from "@/lib/database/unavailable";

const OLDEST = 150_000;
const TIMEOUT_MS = 10_000;

const withoutPassword = (address: string) => {
  const url = new URL(address);
  if (url.password) url.password = "…";
  return decodeURIComponent(url.toString());
};

async function connect(address: string): Promise<Client> {
  const client = new Client({ connectionString: address, connectionTimeoutMillis: TIMEOUT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new DatabaseUnavailable(
      `DATABASE_URL (${withoutPassword(address)}) cannot be reached: ${reason(error) || (error as { code?: string }).code}. Check that the server runs and that name, port and password are right; without DATABASE_URL Heder brings its own database.`,
    );
  }
}

type Facts = { version: number; name: string; creates: boolean; superuser: boolean; missing: string[] };

async function inspect(client: Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name,
            r.rolcreaterole AS creates, r.rolsuper AS superuser,
            ARRAY(SELECT wanted FROM unnest($1::text[]) AS wanted
                  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted)) AS missing
       FROM pg_roles AS r WHERE r.rolname = current_user`,
    [databaseRoles],
  );
  const facts = rows[0];
  if (!facts) throw new DatabaseUnavailable("DATABASE_URL's role is unknown to its own server");
  return facts;
}

/** Signs in once and says in plain words what is wrong with a PostgreSQL that was given. */
export async function checkExternal(databaseUrl: string): Promise<Connections> {
  const connections = connectionsFrom(databaseUrl);
  const client = await connect(databaseUrl);
  try {
    const facts = await inspect(client);
    if (facts.version < OLDEST) {
      throw new DatabaseUnavailable(`DATABASE_URL is PostgreSQL ${facts.name}; Heder needs 15 or later.`);
    }
    if (connections.ownerUrl && facts.missing.length > 0 && !facts.creates && !facts.superuser) {
      throw new DatabaseUnavailable(
        `DATABASE_URL's role may not create roles, and these are missing: ${facts.missing.join(", ")}. Give it CREATEROLE, or create them (LOGIN, each with its password) and set HEDER_APP_PASSWORD, HEDER_WORKER_PASSWORD and HEDER_PUBLIC_PASSWORD.`,
      );
    }
    return connections;
  } finally {
    await client.end();
  }
}
