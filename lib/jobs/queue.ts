import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { JobName, JobPayload } from "@/lib/jobs/catalog";

/**
 * Files a job in the caller's transaction: it exists exactly when the fact does, and a rollback takes it back.
 * Workers are woken at the commit. Returns the job's id, or null when a queue with a policy of its own already
 * holds one with this `singletonKey` (ours have none: suppressing a wake-up for one whose worker has begun would
 * lose what this transaction is about to commit).
 *
 * The application's role cannot do more than this with the queue: it reaches no table of it, only the function
 * `jobs.enqueue` (lib/database/job-queue.ts).
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  options: Options = {},
): Promise<string | null> {
  const [row] = await tx.$queryRaw<[{ id: string | null }]>`SELECT ${enqueued(name, payload, options)} AS id`;
  return row.id;
}

type Options = Readonly<{ singletonKey?: string; delaySeconds?: number }>;

/** The same as an expression, for a statement that does more. */
export const enqueued = <N extends JobName>(
  name: N,
  payload: JobPayload<N>,
  { singletonKey, delaySeconds = 0 }: Options = {},
): Prisma.Sql =>
  Prisma.sql`jobs.enqueue(${name}::text, ${JSON.stringify(payload)}::text::jsonb, ${singletonKey ?? null}::text, ${delaySeconds}::integer)`;
