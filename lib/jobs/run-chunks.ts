import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { record } from "@/lib/events/record";
import { requestRefresh } from "@/lib/jobs/dashboard-refresh";
import { holdRun, type RunState, readRun } from "@/lib/jobs/run-state-queries";

type Json = Readonly<Record<string, unknown>>;

/** What a chunk has come to; kept in the transaction of the chunk's own work. */
export type Advance = Readonly<{
  /** Where the next chunk begins; null when nothing is left. */
  next: Json | null;
  /** How much is done by now, all in all. */
  done: number;
  /** How much there is, when that is only known now or has grown. */
  total?: number;
  /** What the run has come to by now, all in all. */
  result: Json;
}>;

/** What else a chunk is told: the time of its transaction, and whether `attempt` asks for it once more. */
export type Turn = Readonly<{ now: Date; isCareful: boolean }>;

/** How a kind of run does its work. Everything a chunk writes, it writes with the given transaction. */
export type Work = Readonly<{
  chunk(tx: Tx, ctx: Ctx, run: RunState, turn: Turn): Promise<Advance>;
  /** Runs the transaction of a chunk, again if need be. */
  attempt?<T>(transaction: (isCareful: boolean) => Promise<T>): Promise<T>;
  /** Lets go of what was opened; called also when the work stops half-way. */
  close?(): Promise<void>;
}>;

/** Prepares the work of one run for one worker, before its first and after each interruption. */
export type OpenWork = (ctx: Ctx, run: RunState) => Promise<Work>;

/** Thrown by a chunk that finds its run has lost its purpose: it ends as stopped, and what was done before stays. */
export class StopRun extends Error {}

/** Carries "somebody ended this run meanwhile" out of the transaction that must not be kept. */
class EndedMeanwhile extends Error {}

export type Outcome = "ended" | "busy" | "interrupted";

/** A chunk of bulk work may take this long, in milliseconds. */
const CHUNK_LIMIT = 30 * 60_000;
/** After so long, in milliseconds, a worker lets others have a turn and files the rest anew. */
const TURN = 10 * 60_000;

/** How a run has ended by itself. */
export type Ended = Readonly<{ outcome: "succeeded" | "failed"; done: number; total: number }>;

/** What else is to happen when a run has ended by itself, in the transaction of that. */
export type AfterEnd = (tx: Tx, ctx: Ctx, run: RunState, ended: Ended) => Promise<void>;

type Place = Readonly<{
  context: () => Promise<Ctx>;
  runId: string;
  signal: AbortSignal;
  afterEnd?: AfterEnd;
}>;

/**
 * Gets a run on, chunk by chunk. A chunk's work, its cursor and its numbers are one transaction, so whoever is killed
 * between two chunks has lost nothing and doubled nothing. The row is read anew each time: a stop takes effect at the
 * next chunk, and two workers at once alternate. The context too: a module that is switched off is off at once.
 */
export async function runInChunks({ context, runId, signal, afterEnd }: Place, work: Work): Promise<Outcome> {
  const until = performance.now() + TURN;
  const attempt = work.attempt ?? ((transaction) => transaction(false));
  try {
    for (;;) {
      if (signal.aborted || performance.now() > until) return "interrupted";
      const ctx = await context();
      const outcome = await attempt((isCareful) =>
        inTenant(ctx, (tx, now) => oneChunk(tx, ctx, { runId, work, turn: { now, isCareful }, afterEnd }), {
          timeout: CHUNK_LIMIT,
        }),
      );
      if (outcome !== "on") return outcome;
    }
  } catch (error) {
    if (error instanceof EndedMeanwhile) return "ended";
    if (!(error instanceof StopRun)) throw error;
    const ctx = await context();
    await inTenant(ctx, (tx) => stopRun(tx, ctx, runId));
    return "ended";
  }
}

type Chunk = Readonly<{ runId: string; work: Work; turn: Turn; afterEnd: AfterEnd | undefined }>;

async function oneChunk(tx: Tx, ctx: Ctx, { runId, work, turn, afterEnd }: Chunk): Promise<"on" | Outcome> {
  if (!(await holdRun(tx, runId))) return "busy";
  const run = await readRun(tx, ctx, runId);
  if (run?.status !== "running") return "ended";
  if (run.isCancelRequested) {
    await stopRun(tx, ctx, runId);
    return "ended";
  }
  const advance = await work.chunk(tx, ctx, run, turn);
  const total = await keep(tx, ctx, run, advance);
  if (advance.next !== null) return "on";
  await afterEnd?.(tx, ctx, run, { outcome: "succeeded", done: advance.done, total });
  return "ended";
}

/** Answers how much there is. */
async function keep(
  tx: Tx,
  ctx: Ctx,
  run: RunState,
  { next, done, total, result }: Advance,
): Promise<number> {
  const cursor = next === null ? null : JSON.stringify(next);
  const status = next === null ? "succeeded" : "running";
  const all = Math.max(total ?? run.total ?? 0, done);
  const count = await tx.$executeRaw`
    UPDATE job_runs SET cursor = ${cursor}::text::jsonb, done = ${done}::integer, total = ${all}::integer,
      result = ${JSON.stringify(result)}::text::jsonb, attempts = 0, waiting = NULL, heartbeat_at = clock_timestamp(),
      status = ${status}::job_run_status, finished_at = CASE WHEN ${status} = 'succeeded' THEN clock_timestamp() END
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${run.id}::uuid AND status = 'running'`;
  if (count === 0) throw new EndedMeanwhile();
  if (next !== null) return all;
  await requestRefresh(tx, ctx);
  await record(
    tx,
    ctx,
    "job.succeeded",
    { type: "job", id: run.id },
    { after: { kind: run.kind, done, total: all, ...result } },
  );
  return all;
}

/** Ends a run that was asked to stop. What it has done stays. */
export async function stopRun(tx: Tx, ctx: Ctx, runId: string): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE job_runs SET status = 'cancelled', finished_at = clock_timestamp(), waiting = NULL,
      cancel_requested_at = coalesce(cancel_requested_at, now())
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${runId}::uuid AND status IN ('queued', 'running')`;
  if (count > 0) await record(tx, ctx, "job.stopped", { type: "job", id: runId });
}
