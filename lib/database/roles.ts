import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import { type Connections, type DatabaseRole, databaseRoles } from "@/lib/database/connection";
import { withClient } from "@/lib/database/session";
import { DatabaseUnavailable, reason } from "@/lib/database/unavailable";

/** What a role's sessions begin with: a forgotten query or transaction ends by itself. */
const SETTINGS: Record<DatabaseRole, Record<string, string>> = {
  heder_app: {
    statement_timeout: "30s",
    lock_timeout: "10s",
    idle_in_transaction_session_timeout: "60s",
  },
  heder_worker: {
    statement_timeout: "15min",
    lock_timeout: "60s",
    idle_in_transaction_session_timeout: "15min",
  },
  heder_public: {
    statement_timeout: "5s",
    lock_timeout: "2s",
    idle_in_transaction_session_timeout: "10s",
  },
};

/**
 * A client that is gone takes its running query with it, and the locks that query holds; else they would stay until
 * the query ends. Not every operating system can tell, and a server there refuses the setting.
 */
const NOTICE_LOST_CLIENTS = "SET client_connection_check_interval = '5s'";

const ATTRIBUTES = "LOGIN NOINHERIT NOCREATEDB NOCREATEROLE";

const urlOf = (connections: Connections, role: DatabaseRole): string =>
  ({
    heder_app: () => connections.appUrl,
    heder_worker: () => connections.workerUrl,
    heder_public: () => connections.publicUrl,
  })[role]();

/** Undefined when the role can sign in and is set up, else why not. */
async function trouble(url: string, role: DatabaseRole): Promise<string | undefined> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ timeout: string; strong: boolean }>(
        `SELECT current_setting('statement_timeout') AS timeout,
                rolsuper OR rolbypassrls OR rolcreaterole AS strong
           FROM pg_roles WHERE rolname = current_user`,
      );
      if (rows[0]?.strong) return "it may do more than it should";
      return rows[0]?.timeout === SETTINGS[role].statement_timeout ? undefined : "its settings are missing";
    });
  } catch (error) {
    return reason(error);
  }
}

async function establish(owner: Client, role: DatabaseRole, password: string): Promise<void> {
  const name = escapeIdentifier(role);
  const found = await owner.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  // A new role is neither superuser nor exempt from row-level security; only a superuser may say so aloud.
  const verb = found.rowCount === 0 ? "CREATE" : "ALTER";
  await owner.query(`${verb} ROLE ${name} ${ATTRIBUTES} PASSWORD ${escapeLiteral(password)}`);
  for (const [setting, value] of Object.entries(SETTINGS[role])) {
    await owner.query(`ALTER ROLE ${name} SET ${setting} = ${escapeLiteral(value)}`);
  }
  await owner.query(`ALTER ROLE ${name} ${NOTICE_LOST_CLIENTS}`).catch(() => undefined);
}

/**
 * Makes sure that the roles which sign in at run time exist, with their passwords and limits. A role that is
 * in order already is left alone, so that an owner without CREATEROLE can use roles made for it. Roles belong
 * to the whole server: several databases on one may do this at once, hence the second try.
 */
export async function ensureRoles(owner: Client, connections: Connections): Promise<void> {
  for (const role of databaseRoles) {
    const url = urlOf(connections, role);
    let problem = await trouble(url, role);
    for (let attempt = 0; problem && attempt < 2; attempt += 1) {
      try {
        await establish(owner, role, decodeURIComponent(new URL(url).password));
        problem = await trouble(url, role);
      } catch (error) {
        problem = reason(error);
      }
    }
    if (problem) throw new DatabaseUnavailable(`The database role ${role} cannot be used: ${problem}`);
  }
}
