import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import type { JobRunKind, JobRunStatus } from "@/lib/jobs/run-rules";

type StartOptions = Readonly<{
  /** How much there is to do, in the unit of the kind (people, rows), where that is known. */
  total?: number;
  /** No two runs of the kind with the same key are at work together; a second start answers with the first. */
  exclusiveKey?: string;
}>;

export type Started = Readonly<{
  id: string;
  /** False when one with the same key was at work already: this is it. */
  isNew: boolean;
}>;

/** Tells a worker that this run may get on, `delaySeconds` from the commit. */
export const wakeRun = (tx: Tx, ctx: Ctx, runId: string, delaySeconds = 0): Promise<string | null> =>
  enqueue(tx, "jobs.run", { organizationId: ctx.organization.id, runId }, { delaySeconds });

/**
 * Orders long work in the caller's transaction: the run and its wake-up exist exactly when that commits. `input`
 * holds ids and choices, never what a person wrote. Whether the caller may is the caller's question.
 */
export async function startRun(
  tx: Tx,
  ctx: Ctx,
  kind: JobRunKind,
  input: Readonly<Record<string, string | boolean | null>>,
  { total, exclusiveKey }: StartOptions = {},
): Promise<Started> {
  const organizationId = ctx.organization.id;
  const values = JSON.stringify(input);
  for (;;) {
    const [made] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO job_runs (organization_id, kind, exclusive_key, input, total, created_by_user_id)
      VALUES (${organizationId}::uuid, ${kind}::job_run_kind, ${exclusiveKey ?? null}, ${values}::text::jsonb,
        ${total ?? null}::integer, ${actorUserId(ctx)}::uuid)
      ON CONFLICT (organization_id, kind, exclusive_key) WHERE status IN ('queued', 'running') DO NOTHING RETURNING id`;
    if (made) {
      await wakeRun(tx, ctx, made.id);
      await record(tx, ctx, "job.started", { type: "job", id: made.id }, { after: { kind, ...input } });
      return { id: made.id, isNew: true };
    }
    const [other] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM job_runs WHERE organization_id = ${organizationId}::uuid AND kind = ${kind}::job_run_kind
        AND exclusive_key = ${exclusiveKey ?? null} AND status IN ('queued', 'running')`;
    // It may have ended between the two statements: then there is room now.
    if (other) return { id: other.id, isNew: false };
  }
}

/**
 * Asks a run to stop. One that nobody has begun stops at once; one that runs stops before its next chunk, and what
 * it has done stays. Throws `not_found`, or `conflict` when it has ended already.
 */
export async function cancelRun(ctx: Ctx, { id }: { id: string }): Promise<{ status: JobRunStatus }> {
  authorize(ctx, "jobs:write");
  return inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ status: JobRunStatus }[]>`
      UPDATE job_runs SET cancel_requested_at = coalesce(cancel_requested_at, now()),
        cancel_requested_by_user_id = CASE WHEN cancel_requested_at IS NULL THEN ${actorUserId(ctx)}::uuid ELSE cancel_requested_by_user_id END,
        finished_at = CASE WHEN status = 'queued' THEN now() END, waiting = NULL,
        status = CASE WHEN status = 'queued' THEN 'cancelled' ELSE status END
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND status IN ('queued', 'running')
      RETURNING status::text AS status`;
    if (!row) throw await endedOrUnknown(tx, ctx, id);
    // One that waits for something would else only notice when it next looks whether it may go on.
    if (row.status === "running") await wakeRun(tx, ctx, id);
    await record(tx, ctx, "job.cancelled", { type: "job", id }, { after: { status: row.status } });
    return row;
  });
}

/**
 * Lets a failed run go on from where it stopped; nothing it has done is done again. Throws `not_found`, or `conflict`
 * when it has not failed or another of its kind is at work.
 */
export async function retryRun(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "jobs:write");
  const work = inTenant(ctx, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE job_runs SET status = 'queued', error = NULL, finished_at = NULL, attempts = 0,
        cancel_requested_at = NULL, cancel_requested_by_user_id = NULL
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND status = 'failed'`;
    if (count === 0) throw await endedOrUnknown(tx, ctx, id);
    await wakeRun(tx, ctx, id);
    await record(tx, ctx, "job.retried", { type: "job", id });
  });
  await orRefusal(work, {
    job_runs_one_at_work: () => new AppError("conflict", msg("jobs.alreadyAtWork")),
  });
}

async function endedOrUnknown(tx: Tx, ctx: Ctx, id: string): Promise<AppError> {
  const found = await tx.jobRun.findFirst({
    where: { organizationId: ctx.organization.id, id },
    select: { status: true },
  });
  return found
    ? new AppError("conflict", msg("jobs.otherStatus", { status: found.status }))
    : notFound("job");
}

/** Longer than any pause of a run, in minutes. */
const STALLED_MINUTES = 10;

/** Wakes the runs up whose own wake-up was lost; a run that is being worked on takes no harm. */
export async function wakeStalled(tx: Tx, ctx: Ctx): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM job_runs WHERE organization_id = ${ctx.organization.id}::uuid AND status IN ('queued', 'running')
      AND coalesce(heartbeat_at, created_at) < now() - make_interval(mins => ${STALLED_MINUTES}::integer)`;
  for (const { id } of rows) await wakeRun(tx, ctx, id);
}
