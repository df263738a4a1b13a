import { setTimeout as pause } from "node:timers/promises";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { runJob, type Works } from "@/lib/jobs/run-job";
import { isAtWork, type JobRunStatus } from "@/lib/jobs/run-rules";

/** How long to leave a worker alone that has taken the run up too, in milliseconds. */
const PAUSE = 500;

type Run = Readonly<{ status: JobRunStatus; waiting: Message | null; error: Message | null }>;

/**
 * Does what has been ordered here and now, for the command line: throws what the run fails with. A worker that takes the
 * run up meanwhile does a part of it. `unavailable` when it has to wait for something; a worker goes on with it then.
 */
export async function runNow(ctx: Ctx, runId: string, works: Works): Promise<void> {
  const context = async (): Promise<Ctx> => ({ ...ctx, actor: { kind: "system" } });
  const signal = new AbortController().signal;
  for (;;) {
    await runJob({ context, runId, works, signal });
    const run = await readRun(ctx, runId);
    if (!isAtWork(run.status)) {
      if (run.error) throw new AppError("conflict", run.error);
      return;
    }
    if (run.waiting) throw new AppError("unavailable", run.waiting);
    await pause(PAUSE);
  }
}

async function readRun(ctx: Ctx, id: string): Promise<Run> {
  const [run] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Run[]>`
      SELECT status::text AS status, waiting, error FROM job_runs
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`,
  );
  return run ?? { status: "failed", waiting: null, error: msg("notFound.job") };
}
