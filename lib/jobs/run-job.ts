import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { reportBug } from "@/lib/http/bug";
import { type AfterEnd, type OpenWork, type Outcome, runInChunks, stopRun } from "@/lib/jobs/run-chunks";
import type { JobRunKind } from "@/lib/jobs/run-rules";
import { wakeRun } from "@/lib/jobs/run-service";
import { holdRun, type RunState, readRun } from "@/lib/jobs/run-state-queries";

/** How each kind of run is worked on. */
export type Works = Readonly<Partial<Record<JobRunKind, OpenWork>>>;

export type RunJob = Readonly<{
  /** The organisation as it is now, with its modules. */
  context: () => Promise<Ctx>;
  runId: string;
  works: Works;
  signal: AbortSignal;
  afterEnd?: AfterEnd;
}>;

/** A bug may pass: a worker that is out of memory, a database that is being restarted. In seconds, one by one. */
const PAUSES = [2, 10, 30, 60];
/** Workers that took it up and died before they got on; it is most likely the work that kills them. */
const MOST_DEATHS = 10;
/** How long to leave alone what another worker is at, or what waits for something, in seconds. */
const LATER = 30;

/**
 * The job `jobs.run`: gets one run on, and always leaves it in a state from which it goes on or in which it says why
 * it does not. A refusal that trying again cannot change ends it with that sentence; what passes by itself (issuing
 * is paused, somebody holds a lock) it waits for; anything else is tried a few times.
 */
export async function runJob(job: RunJob): Promise<void> {
  const { context, runId } = job;
  const ctx = await context();
  const claimed = await inTenant(ctx, (tx) => claim(tx, ctx, job));
  if (claimed === "busy") return later(ctx, runId, LATER);
  if (claimed === "ended") return;
  try {
    const outcome = await work(job, ctx, claimed);
    if (outcome === "busy") await later(ctx, runId, LATER);
    if (outcome === "interrupted") await later(ctx, runId, 0);
  } catch (error) {
    await settle(ctx, job, claimed, error);
  }
}

const later = (ctx: Ctx, runId: string, seconds: number) =>
  inTenant(ctx, async (tx) => {
    await wakeRun(tx, ctx, runId, seconds);
  });

async function work(
  { context, runId, works, signal, afterEnd }: RunJob,
  ctx: Ctx,
  run: RunState,
): Promise<Outcome> {
  const open = works[run.kind];
  if (!open) throw new AppError("invalid", msg("jobs.unknownKind"));
  const opened = await open(ctx, run);
  try {
    return await runInChunks({ context, runId, signal, ...(afterEnd && { afterEnd }) }, opened);
  } finally {
    await opened.close?.();
  }
}

/** Takes the run up, counting that; ended ones, stopped ones and those that keep killing their worker are let be. */
async function claim(tx: Tx, ctx: Ctx, job: RunJob): Promise<RunState | "busy" | "ended"> {
  const { runId } = job;
  if (!(await holdRun(tx, runId))) return "busy";
  const run = await readRun(tx, ctx, runId);
  if (run?.status !== "queued" && run?.status !== "running") return "ended";
  if (run.isCancelRequested) {
    await stopRun(tx, ctx, runId);
    return "ended";
  }
  if (run.attempts >= MOST_DEATHS) {
    await fail(tx, ctx, job, run, { code: "unavailable", text: msg("jobs.keepsStopping") });
    return "ended";
  }
  const count = await tx.$executeRaw`
    UPDATE job_runs SET status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = clock_timestamp(),
      attempts = attempts + 1
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${runId}::uuid AND status IN ('queued', 'running')`;
  return count === 0 ? "ended" : { ...run, status: "running", attempts: run.attempts + 1 };
}

const passes = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === "unavailable" || error.code === "rate_limited");

/** What becomes of a run whose work has thrown. */
async function settle(ctx: Ctx, job: RunJob, run: RunState, error: unknown): Promise<void> {
  if (passes(error)) return pause(ctx, run, { reason: error.text, seconds: LATER, attempts: 0 });
  if (error instanceof AppError) {
    const { code, text } = error;
    return inTenant(ctx, (tx) => fail(tx, ctx, job, run, { code, text }));
  }
  const id = reportBug(error);
  // It may have got on since it was taken up: then this is the first time here.
  const now = await inTenant(ctx, (tx) => readRun(tx, ctx, run.id));
  const attempts = Math.max(now?.attempts ?? 0, 1);
  const seconds = PAUSES[attempts - 1];
  if (seconds === undefined) {
    return inTenant(ctx, (tx) =>
      fail(tx, ctx, job, run, { code: "unavailable", text: msg("jobs.bug", { id }) }),
    );
  }
  return pause(ctx, run, { reason: msg("jobs.triesAgain"), seconds, attempts });
}

type Pause = Readonly<{ reason: Message; seconds: number; attempts: number }>;

const pause = (ctx: Ctx, run: RunState, { reason, seconds, attempts }: Pause): Promise<void> =>
  inTenant(ctx, async (tx) => {
    await tx.$executeRaw`
      UPDATE job_runs SET waiting = ${JSON.stringify(reason)}::text::jsonb, heartbeat_at = clock_timestamp(), attempts = ${attempts}::integer
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${run.id}::uuid AND status = 'running'`;
    await wakeRun(tx, ctx, run.id, seconds);
  });

async function fail(
  tx: Tx,
  ctx: Ctx,
  { afterEnd }: RunJob,
  run: RunState,
  { code, text }: Pick<AppError, "code" | "text">,
): Promise<void> {
  const error = { code, ...text };
  const count = await tx.$executeRaw`
    UPDATE job_runs SET status = 'failed', finished_at = clock_timestamp(), waiting = NULL,
      error = ${JSON.stringify(error)}::text::jsonb
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${run.id}::uuid AND status IN ('queued', 'running')`;
  if (count === 0) return;
  await record(
    tx,
    ctx,
    "job.failed",
    { type: "job", id: run.id },
    { after: { kind: run.kind, error: text.key } },
  );
  await afterEnd?.(tx, ctx, run, { outcome: "failed", done: run.done, total: run.total ?? run.done });
}
