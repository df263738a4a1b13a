ALTER TABLE imports DROP COLUMN job_run_id;
DROP TABLE job_run_files;
DROP TABLE job_runs;
DROP FUNCTION job_runs_check();
DROP TYPE job_run_status;
DROP TYPE job_run_kind;
