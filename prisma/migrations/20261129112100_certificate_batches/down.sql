DROP TABLE certification_batch_rows;
DROP FUNCTION certification_batch_rows_check_change();
DROP TABLE certification_batches;
DROP FUNCTION certification_batches_check_change();
DROP TYPE certification_batch_outcome;
ALTER TYPE job_run_kind RENAME TO job_run_kind_with_certificates;
CREATE TYPE job_run_kind AS ENUM ('evaluation_all', 'backfill', 'import', 'reconcile', 'batch_award');
ALTER TABLE job_runs ALTER COLUMN kind TYPE job_run_kind
  USING (CASE WHEN kind::text IN ('issue_many', 'issue_completed') THEN 'batch_award' ELSE kind::text END)::job_run_kind;
DROP TYPE job_run_kind_with_certificates;
