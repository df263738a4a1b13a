-- Long work as a row that people can see: how far it is, where it goes on after an interruption, what came of it.
-- The queue only wakes a worker up; whatever must not be lost stands here, written with the work itself.

CREATE TYPE job_run_kind AS ENUM ('evaluation_all', 'backfill', 'import', 'reconcile', 'batch_award');
CREATE TYPE job_run_status AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

CREATE TABLE job_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  kind job_run_kind NOT NULL,
  status job_run_status NOT NULL DEFAULT 'queued',
  -- Two runs of one kind with the same key are never at work together; without a key any number may be.
  exclusive_key text,
  input jsonb NOT NULL DEFAULT '{}',
  total integer,
  done integer NOT NULL DEFAULT 0,
  result jsonb NOT NULL DEFAULT '{}',
  cursor jsonb,
  -- How often a worker has taken it up since it last got on.
  attempts integer NOT NULL DEFAULT 0,
  -- Why it cannot go on just now: a message that passes by itself.
  waiting jsonb,
  error jsonb,
  created_by_user_id uuid,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  cancel_requested_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT job_runs_exclusive_key_not_empty CHECK (exclusive_key <> ''),
  CONSTRAINT job_runs_input_is_object CHECK (jsonb_typeof(input) = 'object'),
  CONSTRAINT job_runs_result_is_object CHECK (jsonb_typeof(result) = 'object'),
  CONSTRAINT job_runs_done_not_negative CHECK (done >= 0),
  CONSTRAINT job_runs_done_within_total CHECK (total IS NULL OR done <= total),
  CONSTRAINT job_runs_attempts_not_negative CHECK (attempts >= 0),
  CONSTRAINT job_runs_running_has_times CHECK (status <> 'running' OR (started_at IS NOT NULL AND heartbeat_at IS NOT NULL)),
  CONSTRAINT job_runs_finished_has_time CHECK ((status IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
  CONSTRAINT job_runs_failed_has_error CHECK ((status = 'failed') = (error IS NOT NULL)),
  CONSTRAINT job_runs_error_has_key CHECK (error IS NULL OR error ? 'key'),
  CONSTRAINT job_runs_waiting_while_at_work CHECK (waiting IS NULL OR (waiting ? 'key' AND status IN ('queued', 'running'))),
  CONSTRAINT job_runs_cancelled_was_asked CHECK (status <> 'cancelled' OR cancel_requested_at IS NOT NULL),
  CONSTRAINT job_runs_cancel_has_time CHECK (cancel_requested_by_user_id IS NULL OR cancel_requested_at IS NOT NULL)
);
CREATE UNIQUE INDEX job_runs_one_at_work ON job_runs (organization_id, kind, exclusive_key) WHERE status IN ('queued', 'running');
CREATE INDEX idx_job_runs_org_created ON job_runs (organization_id, created_at DESC, id);
CREATE INDEX idx_job_runs_failed ON job_runs (organization_id, finished_at) WHERE status = 'failed';
CALL heder_protect('job_runs', 'SELECT, INSERT, UPDATE');

-- A file that a run works through, in pieces, gzipped. In the database and not on a disk: the worker may be on
-- another machine, and so the file exists exactly when its run does.
CREATE TABLE job_run_files (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  job_run_id uuid NOT NULL,
  part integer NOT NULL,
  content bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, job_run_id, part),
  FOREIGN KEY (organization_id, job_run_id) REFERENCES job_runs (organization_id, id),
  CONSTRAINT job_run_files_part_not_negative CHECK (part >= 0),
  CONSTRAINT job_run_files_content_not_empty CHECK (length(content) > 0)
);
ALTER TABLE job_run_files ALTER COLUMN content SET STORAGE EXTERNAL;
CALL heder_protect('job_run_files', 'SELECT, INSERT, DELETE');

CREATE FUNCTION job_runs_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'queued' THEN
      PERFORM heder_refuse('job_runs_status_transition', 'a new run is queued');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('queued', 'running'), ('queued', 'failed'), ('queued', 'cancelled'),
    ('running', 'succeeded'), ('running', 'failed'), ('running', 'cancelled'),
    ('failed', 'queued')) THEN
    PERFORM heder_refuse('job_runs_status_transition', format('%s cannot become %s', OLD.status, NEW.status));
  END IF;
  IF (NEW.organization_id, NEW.kind, NEW.exclusive_key, NEW.input, NEW.created_by_user_id, NEW.created_at)
     IS DISTINCT FROM (OLD.organization_id, OLD.kind, OLD.exclusive_key, OLD.input, OLD.created_by_user_id, OLD.created_at) THEN
    PERFORM heder_refuse('job_runs_order_is_final', 'what was asked for never changes');
  END IF;
  IF NEW.done < OLD.done OR ((NEW.done, NEW.cursor) IS DISTINCT FROM (OLD.done, OLD.cursor) AND OLD.status <> 'running') THEN
    PERFORM heder_refuse('job_runs_only_forward', 'a run gets on only while it is running, and never back');
  END IF;
  IF NEW.status IN ('succeeded', 'cancelled') AND OLD.status <> NEW.status THEN
    DELETE FROM job_run_files f WHERE f.organization_id = NEW.organization_id AND f.job_run_id = NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_job_run BEFORE INSERT OR UPDATE ON job_runs FOR EACH ROW EXECUTE FUNCTION job_runs_check();

-- The run that writes an import, for those too large for one transaction.
ALTER TABLE imports ADD COLUMN job_run_id uuid,
  ADD CONSTRAINT imports_one_per_job_run UNIQUE (organization_id, job_run_id),
  ADD FOREIGN KEY (organization_id, job_run_id) REFERENCES job_runs (organization_id, id);
