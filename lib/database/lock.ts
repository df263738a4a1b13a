import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 20;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

/**
 * Runs `work` while no other process holds the lock `file`. The lock is SQLite's: the operating system drops it
 * when its holder dies, so a crash leaves nothing to clean up and there is no stale lock to judge.
 */
export async function withFileLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    const deadline = Date.now() + waitMs;
    for (;;) {
      try {
        database.exec("BEGIN EXCLUSIVE");
        break;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (Date.now() > deadline) {
          throw new Error(`Another process has held ${file} for ${Math.round(waitMs / 1000)} seconds`);
        }
        await sleep(POLL_MS);
      }
    }
    return await work();
  } finally {
    database.close();
  }
}
