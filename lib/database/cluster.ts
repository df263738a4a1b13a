import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "@/lib/database/binaries";
import type { Folders } from "@/lib/database/folders";
import { isAlive, type ProcessIdentity, processStart } from "@/lib/database/processes";
import { DatabaseUnavailable } from "@/lib/database/unavailable";

/** One PostgreSQL data folder and what runs it. `durable: false` is for tests, where a power cut loses nothing. */
export type Cluster = Readonly<{ folders: Folders; binaries: Binaries; durable: boolean }>;

const START_LIMIT_MS = 120_000;
const LOG_LIMIT = 10_000_000;
const ENVIRONMENT: Record<string, string> = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

export const logFile = ({ folders }: Cluster): string => join(folders.base, "database", "postgres.log");

function childOptions({ folders }: Cluster) {
  // Windows finds its own libraries by these; elsewhere the caller's locale must not reach the server.
  const environment = platform() === "win32" ? undefined : (ENVIRONMENT as NodeJS.ProcessEnv);
  return { ...folders.account, cwd: folders.home, env: environment, windowsHide: true };
}

/** The last lines the server wrote, for a person to read. */
export function logTail(cluster: Cluster, lines = 15): string {
  const file = logFile(cluster);
  const text = existsSync(file) ? readFileSync(file, "utf8").trimEnd() : "";
  return text.split("\n").slice(-lines).join("\n");
}

/**
 * Makes the data folder if there is none: UTF-8 throughout, passwords always. Done beside its place and renamed,
 * so that one which was interrupted is begun again.
 */
export function initialise(cluster: Cluster, superuserPassword: string): void {
  const { folders, binaries, durable } = cluster;
  if (existsSync(join(folders.data, "PG_VERSION"))) return;
  const draft = `${folders.data}.initialising`;
  const passwordFile = `${folders.data}.password`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  closeSync(openSync(passwordFile, "wx", 0o600));
  writeTo(passwordFile, superuserPassword);
  if (folders.account) {
    const { uid, gid } = folders.account;
    for (const path of [draft, passwordFile]) chownSync(path, uid, gid);
  }
  const flags = [
    "--username=postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--no-instructions",
  ];
  const text = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const sync = durable ? [] : ["--no-sync"];
  const made = spawnSync(binaries.initdb, [`--pgdata=${draft}`, ...flags, ...text, ...sync], {
    ...childOptions(cluster),
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    const said = made.error?.message ?? `${made.stdout}${made.stderr}`.trim();
    throw new DatabaseUnavailable(`The database in ${folders.data} could not be made:\n${said}`);
  }
  renameSync(draft, folders.data);
}

function writeTo(file: string, text: string): void {
  const handle = openSync(file, "w", 0o600);
  try {
    writeSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

const COMMON = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "log_timezone=UTC"];
const ROOMY = ["max_connections=200", "password_encryption=scram-sha-256"];
const RECKLESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=60"];

/** What postmaster.pid says: its lines are documented in PostgreSQL's miscadmin.h. */
export function readPostmaster(data: string): { pid: number; port: number; ready: boolean } | undefined {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const ready = lines[7]?.trim() === "ready";
  return { pid: Number(lines[0]), port: Number(lines[3]), ready };
}

function openLog(cluster: Cluster): number {
  const file = logFile(cluster);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/**
 * Starts the server so that it outlives this process, and waits until it takes connections; undefined when
 * the port was taken meanwhile. Recovery after a crash happens here and is waited for.
 */
export async function start(cluster: Cluster, port: number): Promise<ProcessIdentity | undefined> {
  const { folders, binaries, durable } = cluster;
  const settings = [...COMMON, ...ROOMY, ...(durable ? [] : RECKLESS)].flatMap((setting) => ["-c", setting]);
  const log = openLog(cluster);
  const before = logTail(cluster, 1_000_000).length;
  const child = spawn(binaries.postgres, ["-D", folders.data, "-p", String(port), ...settings], {
    ...childOptions(cluster),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let ended: string | undefined;
  child.on("error", (error) => {
    ended = error.message;
  });
  child.on("exit", (code, signal) => {
    ended ??= `it ended with ${code ?? signal}`;
  });
  child.unref();
  for (const deadline = Date.now() + START_LIMIT_MS; !ended; await sleep(15)) {
    const said = readPostmaster(folders.data);
    const started = said?.ready && said.pid === child.pid ? processStart(said.pid) : undefined;
    if (said && started) return { pid: said.pid, started };
    if (Date.now() > deadline) ended = "it was not ready after two minutes";
  }
  const said = logTail(cluster, 1_000_000).slice(before);
  if (/could not bind|could not create any TCP/.test(said)) return undefined;
  throw new DatabaseUnavailable(
    `The database server did not start: ${ended}.\nThe end of ${logFile(cluster)}:\n${logTail(cluster)}`,
  );
}

async function gone(server: ProcessIdentity, limitMs: number): Promise<boolean> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(15)) {
    if (!isAlive(server)) return true;
  }
  return false;
}

/** Stops the server; sessions are ended, what was committed stays. Resolves when the process is gone. */
export async function stop(cluster: Cluster, server: ProcessIdentity): Promise<void> {
  if (!isAlive(server)) return;
  if (platform() === "win32") {
    const { binaries, folders } = cluster;
    spawnSync(binaries.pgCtl, ["stop", "-D", folders.data, "-m", "fast", "-w"], { windowsHide: true });
    return;
  }
  // PostgreSQL's own words for these: fast, then immediate, whose crash recovery the next start does.
  for (const [signal, limit] of [
    ["SIGINT", 60_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    process.kill(server.pid, signal);
    if (await gone(server, limit)) return;
  }
}
