-- One type of certificate issued to many, in a run of its own, which can be taken back together for a day.

ALTER TYPE job_run_kind ADD VALUE 'issue_many';
ALTER TYPE job_run_kind ADD VALUE 'issue_completed';

CREATE TYPE certification_batch_outcome AS ENUM ('waiting', 'issued', 'already_held', 'unknown_person', 'inactive', 'yourself',
  'in_future', 'expiry_before_issue', 'already_over', 'repeated', 'unreadable');

CREATE TABLE certification_batches (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  certification_type_id uuid NOT NULL,
  origin award_batch_origin NOT NULL,
  -- The day of the rows that have none of their own.
  issued_on date NOT NULL,
  notes text,
  row_count integer NOT NULL,
  job_run_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  idempotency_hash text NOT NULL,
  created_by_user_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  undone_at timestamptz,
  undone_by_user_id uuid,
  undone_count integer,
  UNIQUE (organization_id, id),
  CONSTRAINT certification_batches_idempotency_key_unique UNIQUE (organization_id, idempotency_key),
  CONSTRAINT certification_batches_one_per_job_run UNIQUE (organization_id, job_run_id),
  CONSTRAINT certification_batches_type FOREIGN KEY (organization_id, certification_type_id) REFERENCES certification_types (organization_id, id),
  CONSTRAINT certification_batches_job_run FOREIGN KEY (organization_id, job_run_id) REFERENCES job_runs (organization_id, id),
  CONSTRAINT certification_batches_row_count CHECK (row_count > 0),
  CONSTRAINT certification_batches_notes_length CHECK (length(notes) <= 5000),
  CONSTRAINT certification_batches_undone_companions CHECK (
    (undone_at IS NULL) = (undone_by_user_id IS NULL) AND (undone_at IS NULL) = (undone_count IS NULL)),
  CONSTRAINT certification_batches_undone_count CHECK (undone_count BETWEEN 0 AND row_count)
);
CREATE INDEX idx_certification_batches_org_created ON certification_batches (organization_id, created_at DESC, id);
CALL heder_protect('certification_batches', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION certification_batches_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL
    OR (to_jsonb(NEW) - '{undone_at,undone_by_user_id,undone_count}'::text[]) <> (to_jsonb(OLD) - '{undone_at,undone_by_user_id,undone_count}'::text[]) THEN
    PERFORM heder_refuse('certification_batches_are_final', 'a batch only changes by being undone, once');
  END IF;
  IF now() > OLD.created_at + interval '24 hours' THEN
    PERFORM heder_refuse('certification_batches_undo_in_time', 'a batch is undone within 24 hours');
  END IF;
  IF EXISTS (SELECT FROM job_runs r WHERE r.organization_id = OLD.organization_id AND r.id = OLD.job_run_id AND r.status IN ('queued', 'running')) THEN
    PERFORM heder_refuse('certification_batches_undo_at_work', 'a batch that is being issued is stopped first');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON certification_batches FOR EACH ROW EXECUTE FUNCTION certification_batches_check_change();

CREATE TABLE certification_batch_rows (
  organization_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  -- As the list says it; null for people chosen otherwise.
  given text,
  user_id uuid,
  issued_on date,
  -- Valid through this day; null as the type says.
  expires_on date,
  notes text,
  outcome certification_batch_outcome NOT NULL DEFAULT 'waiting',
  -- What could not be read, and why.
  problem jsonb,
  -- The one that was issued, or the one that was in the way.
  certification_id uuid,
  PRIMARY KEY (organization_id, batch_id, line),
  CONSTRAINT certification_batch_rows_batch FOREIGN KEY (organization_id, batch_id) REFERENCES certification_batches (organization_id, id),
  CONSTRAINT certification_batch_rows_person FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT certification_batch_rows_certificate FOREIGN KEY (organization_id, certification_id) REFERENCES certifications (organization_id, id),
  CONSTRAINT certification_batch_rows_line_positive CHECK (line > 0),
  CONSTRAINT certification_batch_rows_given_length CHECK (length(given) <= 254),
  CONSTRAINT certification_batch_rows_notes_length CHECK (length(notes) <= 5000),
  CONSTRAINT certification_batch_rows_unreadable_has_problem CHECK ((outcome = 'unreadable') = (problem IS NOT NULL)),
  CONSTRAINT certification_batch_rows_has_certificate CHECK ((outcome IN ('issued', 'already_held')) = (certification_id IS NOT NULL))
);
CREATE UNIQUE INDEX certification_batch_rows_issued_once ON certification_batch_rows (organization_id, certification_id) WHERE outcome = 'issued';
CALL heder_protect('certification_batch_rows', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION certification_batch_rows_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.organization_id, NEW.batch_id, NEW.line, NEW.given, NEW.issued_on, NEW.expires_on, NEW.notes)
       IS DISTINCT FROM (OLD.organization_id, OLD.batch_id, OLD.line, OLD.given, OLD.issued_on, OLD.expires_on, OLD.notes)
    OR (OLD.outcome <> 'waiting' AND (NEW.outcome, NEW.certification_id) IS DISTINCT FROM (OLD.outcome, OLD.certification_id)) THEN
    PERFORM heder_refuse('certification_batch_rows_are_final', 'what became of a row is written once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON certification_batch_rows FOR EACH ROW EXECUTE FUNCTION certification_batch_rows_check_change();
