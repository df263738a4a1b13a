import type { JobName, JobPayload } from "@/lib/jobs/catalog";

/** One service call for each kind of job. `signal` is aborted when the job ran out of time or the worker stops. */
export type Handlers = Readonly<{
  [N in JobName]: (payload: JobPayload<N>, signal: AbortSignal) => Promise<unknown>;
}>;
