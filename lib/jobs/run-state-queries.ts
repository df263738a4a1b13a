import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { JobRunKind, JobRunStatus } from "@/lib/jobs/run-rules";

type Json = Readonly<Record<string, unknown>>;

/** A run as its worker sees it. */
export type RunState = Readonly<{
  id: string;
  kind: JobRunKind;
  status: JobRunStatus;
  input: Json;
  /** Where to go on; null at the beginning. */
  cursor: Json | null;
  total: number | null;
  done: number;
  result: Json;
  attempts: number;
  createdByUserId: string | null;
  isCancelRequested: boolean;
}>;

/** The run as it stands now, or null for an unknown or foreign one. */
export async function readRun(tx: Tx, ctx: Ctx, id: string): Promise<RunState | null> {
  const [row] = await tx.$queryRaw<RunState[]>`
    SELECT id, kind::text AS kind, status::text AS status, input, cursor, total, done, result, attempts,
      created_by_user_id AS "createdByUserId", cancel_requested_at IS NOT NULL AS "isCancelRequested"
    FROM job_runs WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
  return row ?? null;
}

/**
 * Whether this transaction is now the only one that gets the run on, until it ends. A lock beside the row and not
 * of the row, so that asking for a stop never has to wait for a chunk to be finished.
 */
export async function holdRun(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ held: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`job run ${id}`}, 0)) AS held`;
  return row.held;
}
