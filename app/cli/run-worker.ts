import { channel } from "node:diagnostics_channel";
import { prepareDatabase } from "@/lib/database/prepare";
import { acquireDatabase, acquireEmbedded } from "@/lib/database/server";
import { reason } from "@/lib/database/unavailable";
import { disconnect } from "@/lib/db";
import { env } from "@/lib/env";
import { handlers } from "@/lib/jobs/handlers";
import { type Schedule, startWorker } from "@/lib/jobs/worker";
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

/** Runs jobs until a signal; running ones are finished first. Returns the exit code. */
export async function runWorker(embedded: boolean): Promise<number> {
  const signalled = untilSignal();
  let release: (() => Promise<void>) | undefined;
  try {
    release = await findDatabase(embedded);
    const worker = await startWorker(handlers, schedules);
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
