import type { Ctx } from "@/lib/context";
import { isAtWork, type JobRunStatus } from "@/lib/jobs/run-rules";
import { getJob, type JobRow } from "@/lib/runs/queries";

type Made = Readonly<{ runId: string; runStatus: JobRunStatus }>;

/**
 * What a run works on, with the run. What was read before the run had ended is read again after it: a page that says that
 * the run has ended watches it no longer, and would show for good what had come of it until then.
 */
export async function withJob<M extends Made>(
  ctx: Ctx,
  read: () => Promise<M>,
): Promise<Readonly<{ made: M; job: JobRow }>> {
  const made = await read();
  const job = await getJob(ctx, { id: made.runId });
  const hasEndedMeanwhile = isAtWork(made.runStatus) && !isAtWork(job.status);
  return { made: hasEndedMeanwhile ? await read() : made, job };
}
