import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Connections, connectionsFrom, setConnections } from "@/lib/database/connection";
import {
  DATABASE,
  ensureServer,
  findServer,
  OWNER,
  type RunningServer,
  serverUrl,
  stopServer,
} from "@/lib/database/embedded";
import { checkExternal } from "@/lib/database/external";
import { type Folders, openBase, prepareFolders, removeFolders } from "@/lib/database/folders";
import { endKeeping, isKept, keep, liveLeases, takeLease } from "@/lib/database/leases";
import { withFileLock } from "@/lib/database/lock";
import { env } from "@/lib/env";
import { AppError, msg } from "@/lib/errors";

const LOCK_WAIT_MS = 180_000;

export type AcquiredDatabase = Connections &
  Readonly<{
    release(): Promise<void>;
    /** Embedded only: the superuser's address, for making and dropping databases; never for the application. */
    superuserUrl?: string;
    /** Embedded only: starts the server again, on the same port, when it has died; true when it had to. */
    revive?(): Promise<boolean>;
  }>;
export type EmbeddedDatabase = AcquiredDatabase &
  Required<Pick<AcquiredDatabase, "ownerUrl" | "superuserUrl" | "revive">>;

const leasesOf = (folders: Folders) => join(folders.base, "database", "leases");

async function locked<T>(data: string, work: (folders: Folders) => Promise<T>): Promise<T> {
  openBase(data);
  return withFileLock(join(data, "lock"), LOCK_WAIT_MS, async () => work(await prepareFolders(data)));
}

function ownerUrl({ port, passwords }: RunningServer): string {
  return serverUrl(port, OWNER, passwords.owner, DATABASE);
}

/**
 * Uses the embedded server of the data folder (absolute path): makes and starts it when nobody has yet. Each
 * process that uses it holds a lease; the last one to release stops it, whoever had started it.
 */
export async function acquireEmbedded(
  data: string,
  options: { durable?: boolean } = {},
): Promise<EmbeddedDatabase> {
  const { durable = true } = options;
  const { server, lease } = await locked(data, async (folders) => {
    liveLeases(leasesOf(folders));
    const running = await ensureServer(folders, durable);
    return { server: running, lease: await takeLease(leasesOf(folders)) };
  });
  let released: Promise<void> | undefined;
  const release = () =>
    locked(data, async (folders) => {
      rmSync(lease, { force: true });
      if (isKept(leasesOf(folders)) || liveLeases(leasesOf(folders)).length > 0) return;
      await stopServer(folders);
    });
  return {
    ...connectionsFrom(ownerUrl(server), true),
    ownerUrl: ownerUrl(server),
    superuserUrl: serverUrl(server.port, "postgres", server.passwords.postgres, "postgres"),
    release: () => {
      released ??= release();
      return released;
    },
    revive: () =>
      locked(data, async (folders) => {
        if (await findServer(folders)) return false;
        const { port } = await ensureServer(folders, durable);
        if (port === server.port) return true;
        throw new Error(`The database server came back on another port (${port} instead of ${server.port})`);
      }),
  };
}

/**
 * The database of this installation, and its connections for this process: DATABASE_URL's, else the embedded
 * one. Every caller releases it in the end. Throws DatabaseUnavailable with what to do about it.
 */
export async function acquireDatabase(): Promise<AcquiredDatabase> {
  const acquired: AcquiredDatabase = env.DATABASE_URL
    ? // Not spread: an address that is not known throws only when somebody asks for it.
      Object.assign(await checkExternal(env.DATABASE_URL), { release: async () => undefined })
    : await acquireEmbedded(env.HEDER_DATA);
  setConnections(acquired);
  return acquired;
}

/** Starts the embedded server and leaves it running after this process, until `stopKeeping`. */
export async function startKeeping(data: string): Promise<Connections> {
  return locked(data, async (folders) => {
    const server = await ensureServer(folders, true);
    await keep(leasesOf(folders));
    return connectionsFrom(ownerUrl(server), true);
  });
}

/** Ends `startKeeping`. The server stops unless other processes still use it; their number is returned. */
export async function stopKeeping(data: string): Promise<{ stopped: boolean; users: number }> {
  return locked(data, async (folders) => {
    endKeeping(leasesOf(folders));
    const users = liveLeases(leasesOf(folders)).length;
    return { stopped: users === 0 && (await stopServer(folders)), users };
  });
}

export type EmbeddedStatus = Readonly<{
  running: boolean;
  port?: number;
  users: number;
  kept: boolean;
  folder: string;
}>;

export async function embeddedStatus(data: string): Promise<EmbeddedStatus> {
  return locked(data, async (folders) => {
    const server = await findServer(folders);
    const leases = leasesOf(folders);
    const state = { running: Boolean(server), users: liveLeases(leases).length, kept: isKept(leases) };
    return { ...state, ...(server ? { port: server.port } : {}), folder: folders.data };
  });
}

/** Deletes the embedded database with everything in it. Refuses while other processes use it. */
export async function destroyEmbedded(data: string): Promise<void> {
  await locked(data, async (folders) => {
    const users = liveLeases(leasesOf(folders)).length;
    if (users > 0) throw new AppError("conflict", msg("command.databaseInUse", { users }));
    await stopServer(folders);
    removeFolders(folders);
  });
}
