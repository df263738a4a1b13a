import type { RowOf } from "@/lib/testing/row-of";

/** One row of each table about revocations of many, after those they refer to. */
export const revocationRows: readonly RowOf[] = [
  {
    table: "badge_revocations",
    sql: (
      id,
    ) => `(id, organization_id, origin, reason, row_count, job_run_id, idempotency_key, idempotency_hash, created_by_user_id)
      VALUES ('${id("badge_revocations")}', '${id("organizations")}', 'chosen', 'x', 1, '${id("job_runs")}', 'key-1', 'x', '${id("signers")}')`,
  },
  {
    table: "badge_revocation_rows",
    sql: (id) => `(organization_id, revocation_id, line, earned_badge_id, outcome, previous_status)
      VALUES ('${id("organizations")}', '${id("badge_revocations")}', 1, '${id("earned_badges")}', 'revoked', 'awarded')`,
  },
];
