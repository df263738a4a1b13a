import { type Job, type JobResult, PgBoss } from "pg-boss";
import { prettifyError, ZodError } from "zod";
import { workerDatabaseUrl } from "@/lib/database/connection";
import { DEAD_LETTERS, QUEUE_SCHEMA } from "@/lib/database/job-queue";
import { AppError } from "@/lib/errors";
import { catalog, type JobName, type JobPayload } from "@/lib/jobs/catalog";
import type { Handlers } from "@/lib/jobs/handler-table";
import { log } from "@/lib/log";

/** A job that comes by itself. `cron` has five fields and is read in `timeZone` (IANA). */
export type Schedule = Readonly<{ name: JobName; cron: string; timeZone: string }>;

export type Worker = Readonly<{
  /** Takes no new jobs, lets running ones finish for up to `seconds`, hands the rest back to the queue. */
  stop(seconds?: number): Promise<void>;
}>;

/** Refusals that trying again cannot change; a limit or an unavailable service may well pass. */
const isFinal = (error: unknown): boolean =>
  error instanceof ZodError ||
  (error instanceof AppError && error.code !== "rate_limited" && error.code !== "unavailable");

/** What is kept of a failure with the job, for whoever looks at those that were given up on. */
function outputOf(error: unknown): object {
  if (error instanceof AppError) return { code: error.code, ...error.text };
  return { message: error instanceof ZodError ? prettifyError(error) : String(error) };
}

async function runOne<N extends JobName>(name: N, handlers: Handlers, job: Job): Promise<JobResult> {
  const { id } = job;
  const began = performance.now();
  try {
    // The schema under a name parses that name's payload; TypeScript cannot follow the pair through the union.
    const payload = catalog[name].parse(job.data) as JobPayload<N>;
    await handlers[name](payload, job.signal);
    log.info({ job: name, id, ms: Math.round(performance.now() - began) }, "job done");
    return { id, status: "completed" };
  } catch (error) {
    const status = isFinal(error) ? "deadletter" : "failed";
    log.error({ job: name, id, attempt: job.retryCount + 1, status, err: error }, "job failed");
    return { id, status, output: outputOf(error) };
  }
}

/**
 * A batch at a time, one job after the other, so that a backlog is emptied without a pause and one kind of job
 * never takes every connection. Each is settled on its own. Polling is the net under the notifications.
 */
const POLLING = {
  perJobResults: true,
  batchSize: 20,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 5,
  heartbeatRefreshSeconds: 10,
} as const;

/** Long work: each worker process has two in hand, so that one organisation's large import does not stop the others. */
const LONG_WORK = { ...POLLING, batchSize: 1, localConcurrency: 2, heartbeatRefreshSeconds: 5 } as const;

/** What waits for others to answer: a slow mail server or webhook of one organisation does not keep the others waiting. */
const isSending = (name: JobName) => name === "webhooks.deliver" || name === "notifications.deliver";

const polling = (name: JobName) => {
  if (name === "jobs.run") return LONG_WORK;
  return isSending(name) ? ({ ...POLLING, localConcurrency: 2 } as const) : POLLING;
};

/**
 * Jobs that say the same are one piece of work: each says no more than that there is something to do, and all of them were
 * filed before it is begun. A thousand badges of one import would otherwise be a thousand looks at who is to be told. When
 * it fails it is the first that is tried again, for all of them.
 */
async function runAlike<N extends JobName>(
  name: N,
  handlers: Handlers,
  [first, ...others]: Job[],
): Promise<JobResult[]> {
  if (!first) return [];
  const result = await runOne(name, handlers, first);
  return [result, ...others.map(({ id }): JobResult => ({ id, status: "completed" }))];
}

async function work(boss: PgBoss, name: JobName, handlers: Handlers): Promise<void> {
  await boss.work(name, polling(name), async (jobs: Job[]) => {
    const groups = [...Map.groupBy(jobs, ({ data }) => JSON.stringify(data)).values()];
    if (isSending(name)) {
      return (await Promise.all(groups.map((alike) => runAlike(name, handlers, alike)))).flat();
    }
    const results: JobResult[] = [];
    for (const alike of groups) results.push(...(await runAlike(name, handlers, alike)));
    return results;
  });
}

/** Schedules that are no longer in the code would go on for ever: they are removed. */
async function replaceSchedules(boss: PgBoss, schedules: readonly Schedule[]): Promise<void> {
  const wanted = new Set<string>(schedules.map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
  for (const { name, cron, timeZone } of schedules) {
    await boss.schedule(name, cron, {}, { tz: timeZone, missed: "once" });
  }
}

/**
 * Runs jobs until it is stopped, as heder_worker on pg-boss's own connections; handlers use the application's
 * role. Any number of workers may run, on any number of machines. A job whose worker dies is noticed by its
 * missing heartbeat and run again, so every handler can be repeated.
 */
export async function startWorker(handlers: Handlers, schedules: readonly Schedule[] = []): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: workerDatabaseUrl(),
    schema: QUEUE_SCHEMA,
    application_name: "heder worker",
    max: 6,
    // Structure is the owner's to change, see lib/database/job-queue.ts.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    maintenanceIntervalSeconds: 3600,
  });
  // The error of a broken connection carries the whole client with it: the sentence is enough.
  boss.on("error", (error) => log.error({ problem: error.message }, "the job queue has a problem"));
  boss.on("warning", ({ message, data }) => log.warn({ data }, message));
  await boss.start();
  await replaceSchedules(boss, schedules);
  for (const name of Object.keys(catalog) as JobName[]) await work(boss, name, handlers);
  log.info({ queues: Object.keys(catalog).length, deadLetters: DEAD_LETTERS }, "worker ready");
  return { stop: (seconds = 20) => boss.stop({ graceful: true, timeout: seconds * 1000 }) };
}
