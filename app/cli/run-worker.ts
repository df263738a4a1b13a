import { channel } from "node:diagnostics_channel";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { prepareDatabase } from "@/lib/database/prepare";
import { acquireDatabase, acquireEmbedded } from "@/lib/database/server";
import { reason } from "@/lib/database/unavailable";
import { disconnect } from "@/lib/db";
import { env, repositoryRoot } from "@/lib/env";
import { catalog } from "@/lib/jobs/catalog";
import { type Handlers, type Schedule, startWorker } from "@/lib/jobs/worker";
import { whenAbandoned } from "./ancestors";
import { say } from "./output";

const schedules: Schedule[] = [{ name: "schedule.tick", cron: "0 * * * *", timeZone: "Europe/Oslo" }];

/** The launcher and containers give the addresses; started alone we find the database and bring it up to date. */
async function findDatabase(embedded: boolean): Promise<() => Promise<void>> {
  // The launcher's child uses the same embedded server, and keeps it alive should the launcher be killed.
  if (embedded) return (await acquireEmbedded(env.HEDER_DATA)).release;
  if (env.HEDER_APP_DATABASE_URL && env.HEDER_WORKER_DATABASE_URL) return async () => undefined;
  const database = await acquireDatabase();
  await prepareDatabase(database);
  return database.release;
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    whenAbandoned(resolve);
  });
}

async function loadHandlers(): Promise<Handlers> {
  if (!existsSync(join(repositoryRoot, "lib/jobs/handlers.ts"))) {
    return Object.fromEntries(
      Object.keys(catalog).map((name) => [name, async () => undefined]),
    ) as unknown as Handlers;
  }
  const module = "@/lib/jobs/handlers";
  return ((await import(module)) as { handlers: Handlers }).handlers;
}

/** Runs jobs until a signal; running ones are finished first. Returns the exit code. */
export async function runWorker(embedded: boolean): Promise<number> {
  const signalled = untilSignal();
  let release: (() => Promise<void>) | undefined;
  try {
    release = await findDatabase(embedded);
    const worker = await startWorker(await loadHandlers(), schedules);
    channel("heder.ready").publish({});
    await signalled;
    await worker.stop();
    return 0;
  } catch (error) {
    say(`The worker cannot run: ${reason(error)}`);
    return 1;
  } finally {
    await disconnect().catch(() => undefined);
    await release?.();
  }
}
