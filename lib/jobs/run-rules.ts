/** Every kind of long work that people can watch. */
export const JOB_RUN_KINDS = [
  "evaluation_all",
  "backfill",
  "import",
  "reconcile",
  "batch_award",
  "issue_many",
  "issue_completed",
  "revoke_badges",
] as const;
export type JobRunKind = (typeof JOB_RUN_KINDS)[number];

export const JOB_RUN_STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type JobRunStatus = (typeof JOB_RUN_STATUSES)[number];

/** Whether something may still happen by itself. */
export const isAtWork = (status: JobRunStatus): boolean => status === "queued" || status === "running";
