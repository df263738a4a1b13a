import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "@/lib/database/prepare";
import { acquireEmbedded, destroyEmbedded, embeddedStatus } from "@/lib/database/server";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's own server; its database `heder` is the migrated template nobody connects to. */
    testServer: { superuserUrl: string; ownerUrl: string };
  }
}

const PREFIX = "heder-test-";
const ABANDONED_MS = 60_000;

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 4 * 1024 ** 3;

/**
 * Where nothing is kept, memory is the place for it: a database is nine hundred files, and each file of tests makes one.
 * Only Linux has such a folder, and not everywhere one with room.
 */
function place(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ENOUGH_BYTES ? MEMORY : tmpdir();
}

/** A run that was killed leaves a server behind; the next one clears it away. */
async function sweepAbandoned(): Promise<void> {
  // Both, wherever this run goes: what was left behind may be why there is no room.
  const folders = [MEMORY, tmpdir()].filter((parent) => existsSync(parent));
  for (const folder of folders.flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))) {
    if (!basename(folder).startsWith(PREFIX) || !existsSync(join(folder, "lock"))) continue;
    const { uid, mtimeMs } = statSync(folder);
    if (uid !== process.getuid?.() || Date.now() - mtimeMs < ABANDONED_MS) continue;
    if ((await embeddedStatus(folder)).users > 0) continue;
    await destroyEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One server for the whole run: without fsync, as there is nothing to lose, and deleted in the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepAbandoned().catch((error: unknown) => project.vitest.logger.warn(String(error)));
  const folder = mkdtempSync(join(place(), PREFIX));
  // The server's account must get through, also when root runs the tests.
  chmodSync(folder, 0o755);
  const database = await acquireEmbedded(folder, { durable: false });
  const tearDown = async () => {
    await database.release();
    await destroyEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await prepareDatabase(database);
    const { superuserUrl, ownerUrl } = database;
    project.provide("testServer", { superuserUrl, ownerUrl });
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
