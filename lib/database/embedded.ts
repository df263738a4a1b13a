import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { findBinaries } from "@/lib/database/binaries";
import { type Cluster, initialise, logFile, readPostmaster, start, stop } from "@/lib/database/cluster";
import { type Folders, writePrivate } from "@/lib/database/folders";
import { commandLine, type ProcessIdentity, processStart } from "@/lib/database/processes";
import { DatabaseUnavailable } from "@/lib/database/unavailable";

export const OWNER = "heder_owner";
export const DATABASE = "heder";

type Passwords = Readonly<{ postgres: string; owner: string }>;
export type RunningServer = ProcessIdentity & Readonly<{ port: number; passwords: Passwords }>;

const passwordsFile = (folders: Folders) => join(folders.base, "database", "passwords.json");
const portFile = (folders: Folders) => join(folders.base, "database", "port");

async function passwordsOf(folders: Folders): Promise<Passwords> {
  const file = passwordsFile(folders);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Passwords;
  if (existsSync(folders.data)) {
    throw new DatabaseUnavailable(
      `The passwords of the database in ${folders.data} are missing (${file}). Put that file back, or move ${folders.data} away to begin with an empty database.`,
    );
  }
  const made = { postgres: randomBytes(24).toString("hex"), owner: randomBytes(24).toString("hex") };
  await writePrivate(file, JSON.stringify(made));
  return made;
}

export function serverUrl(port: number, user: string, password: string, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

const PATIENCE_MS = 60_000;

type Answer = "ours" | "wait" | "foreign";

/** Only our own server knows the password, so signing in tells it from whatever took over its number or port. */
async function ask(port: number, password: string): Promise<Answer> {
  const connectionString = serverUrl(port, "postgres", password, "postgres");
  const client = new Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return "ours";
  } catch (error) {
    // 57P03: it is starting, recovering or shutting down. 53300: it has no connection left for us.
    const code = (error as { code?: string }).code;
    if (code === "53300") return "ours";
    return code === "57P03" ? "wait" : "foreign";
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** `wait` while the process in postmaster.pid is on its way up or down; `foreign` when it is another program. */
async function judge(pid: number, port: number, data: string, password: string): Promise<Answer> {
  const command = commandLine(pid);
  if (command !== undefined && !command.includes(data)) return "foreign";
  const answer = port ? await ask(port, password) : "wait";
  return answer === "foreign" && command !== undefined ? "wait" : answer;
}

/**
 * The server that runs on these folders, if one does. A postmaster.pid left by a crash is removed when its
 * number meanwhile belongs to another process, for PostgreSQL itself would then refuse to start.
 */
export async function findServer(folders: Folders): Promise<RunningServer | undefined> {
  if (!existsSync(passwordsFile(folders))) return undefined;
  const passwords = await passwordsOf(folders);
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(50)) {
    const said = readPostmaster(folders.data);
    const started = said && processStart(said.pid);
    if (!said || !started) return undefined;
    const answer = await judge(said.pid, said.port, folders.data, passwords.postgres);
    if (answer === "ours") return { pid: said.pid, started, port: said.port, passwords };
    if (answer === "foreign") {
      rmSync(join(folders.data, "postmaster.pid"), { force: true });
      return undefined;
    }
  }
  throw new DatabaseUnavailable(
    `The database server of ${folders.data} runs but does not answer; see ${join(folders.base, "database", "postgres.log")}`,
  );
}

/** A loopback port nobody listens on: the one used last when it is free, so that addresses stay the same. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.once("error", () => resolve(0));
    probe.listen(wanted, "127.0.0.1", () => resolve((probe.address() as { port: number }).port));
  });
  await new Promise((resolve) => probe.close(resolve));
  return port || freePort(0);
}

/** The owner of the schema may make roles and its own database, and is no superuser. */
async function provision(server: RunningServer): Promise<void> {
  const { port, passwords } = server;
  const client = new Client({
    connectionString: serverUrl(port, "postgres", passwords.postgres, "postgres"),
  });
  await client.connect();
  try {
    const roles = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [OWNER]);
    if (roles.rowCount === 0) {
      const login = `LOGIN CREATEROLE PASSWORD ${escapeLiteral(passwords.owner)}`;
      await client.query(`CREATE ROLE ${escapeIdentifier(OWNER)} ${login}`);
    }
    const databases = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await client.end();
  }
}

async function startOnFreePort(cluster: Cluster, passwords: Passwords): Promise<RunningServer> {
  const file = portFile(cluster.folders);
  let wanted = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort(wanted);
    const started = await start(cluster, port);
    if (!started) {
      wanted = 0;
      continue;
    }
    await writePrivate(file, String(port));
    return { ...started, port, passwords };
  }
  throw new DatabaseUnavailable(`No free port was found for the database server; see ${logFile(cluster)}`);
}

/** The running server, started when there is none and made when it is the first time. Call under the lock. */
export async function ensureServer(folders: Folders, durable: boolean): Promise<RunningServer> {
  const running = await findServer(folders);
  if (running) return running;
  const passwords = await passwordsOf(folders);
  const cluster = { folders, binaries: await findBinaries(folders.account, folders.programs), durable };
  initialise(cluster, passwords.postgres);
  const server = await startOnFreePort(cluster, passwords);
  await provision(server);
  return server;
}

/** Stops the server if one runs. Call under the lock. */
export async function stopServer(folders: Folders): Promise<boolean> {
  const running = await findServer(folders);
  if (!running) return false;
  await stop(
    { folders, binaries: await findBinaries(folders.account, folders.programs), durable: true },
    running,
  );
  return true;
}
