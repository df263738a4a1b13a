-- Many badges revoked with one reason, in a run of its own, which can be taken back together for a day.

ALTER TYPE job_run_kind ADD VALUE 'revoke_badges';

CREATE TYPE badge_revocation_outcome AS ENUM ('waiting', 'revoked', 'already_revoked', 'rejected', 'unknown_badge');

CREATE TABLE badge_revocations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  origin award_batch_origin NOT NULL,
  reason text NOT NULL,
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
  CONSTRAINT badge_revocations_idempotency_key_unique UNIQUE (organization_id, idempotency_key),
  CONSTRAINT badge_revocations_one_per_job_run UNIQUE (organization_id, job_run_id),
  CONSTRAINT badge_revocations_job_run FOREIGN KEY (organization_id, job_run_id) REFERENCES job_runs (organization_id, id),
  CONSTRAINT badge_revocations_reason_not_empty CHECK (btrim(reason) <> '' AND length(reason) <= 2000),
  CONSTRAINT badge_revocations_row_count CHECK (row_count > 0),
  CONSTRAINT badge_revocations_undone_companions CHECK (
    (undone_at IS NULL) = (undone_by_user_id IS NULL) AND (undone_at IS NULL) = (undone_count IS NULL)),
  CONSTRAINT badge_revocations_undone_count CHECK (undone_count BETWEEN 0 AND row_count)
);
CREATE INDEX idx_badge_revocations_org_created ON badge_revocations (organization_id, created_at DESC, id);
CALL heder_protect('badge_revocations', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION badge_revocations_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL
    OR (to_jsonb(NEW) - '{undone_at,undone_by_user_id,undone_count}'::text[]) <> (to_jsonb(OLD) - '{undone_at,undone_by_user_id,undone_count}'::text[]) THEN
    PERFORM heder_refuse('badge_revocations_are_final', 'a revocation of many only changes by being undone, once');
  END IF;
  IF now() > OLD.created_at + interval '24 hours' THEN
    PERFORM heder_refuse('badge_revocations_undo_in_time', 'a revocation of many is undone within 24 hours');
  END IF;
  IF EXISTS (SELECT FROM job_runs r WHERE r.organization_id = OLD.organization_id AND r.id = OLD.job_run_id AND r.status IN ('queued', 'running')) THEN
    PERFORM heder_refuse('badge_revocations_undo_at_work', 'a revocation that is at work is stopped first');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON badge_revocations FOR EACH ROW EXECUTE FUNCTION badge_revocations_check_change();

CREATE TABLE badge_revocation_rows (
  organization_id uuid NOT NULL,
  revocation_id uuid NOT NULL,
  line integer NOT NULL,
  -- The id that was asked for, where there is no such badge.
  given text,
  earned_badge_id uuid,
  outcome badge_revocation_outcome NOT NULL DEFAULT 'waiting',
  -- What the badge was before, and is again when the revocation is undone.
  previous_status earned_badge_status,
  PRIMARY KEY (organization_id, revocation_id, line),
  CONSTRAINT badge_revocation_rows_badge_once UNIQUE (organization_id, revocation_id, earned_badge_id),
  CONSTRAINT badge_revocation_rows_revocation FOREIGN KEY (organization_id, revocation_id) REFERENCES badge_revocations (organization_id, id),
  CONSTRAINT badge_revocation_rows_badge FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT badge_revocation_rows_line_positive CHECK (line > 0),
  CONSTRAINT badge_revocation_rows_given_length CHECK (length(given) <= 254),
  CONSTRAINT badge_revocation_rows_has_badge CHECK ((outcome = 'unknown_badge') = (earned_badge_id IS NULL)),
  CONSTRAINT badge_revocation_rows_has_previous CHECK ((outcome = 'revoked') = (previous_status IS NOT NULL))
);
CREATE INDEX idx_badge_revocation_rows_badge ON badge_revocation_rows (organization_id, earned_badge_id) WHERE outcome = 'revoked';
CALL heder_protect('badge_revocation_rows', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION badge_revocation_rows_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome <> 'waiting' OR (NEW.organization_id, NEW.revocation_id, NEW.line, NEW.given, NEW.earned_badge_id)
       IS DISTINCT FROM (OLD.organization_id, OLD.revocation_id, OLD.line, OLD.given, OLD.earned_badge_id) THEN
    PERFORM heder_refuse('badge_revocation_rows_are_final', 'what became of a row is written once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON badge_revocation_rows FOR EACH ROW EXECUTE FUNCTION badge_revocation_rows_check_change();

-- What is revoked stays so, but for one transaction: the one in which the revocation of many that took it is undone. And only
-- as it was before, and as long as no file of it went out: that was revoked with it, and stays so.
CREATE FUNCTION earned_badge_comes_back(badge earned_badges) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM badge_revocation_rows r
      JOIN badge_revocations b ON b.organization_id = r.organization_id AND b.id = r.revocation_id AND b.undone_at = now()
      WHERE r.organization_id = badge.organization_id AND r.earned_badge_id = badge.id AND r.outcome = 'revoked'
        AND r.previous_status = badge.status)
    AND NOT EXISTS (SELECT FROM credentials c WHERE c.organization_id = badge.organization_id AND c.earned_badge_id = badge.id
      AND c.revoked_at IS NOT NULL);
GRANT EXECUTE ON FUNCTION earned_badge_comes_back(earned_badges) TO heder_app;

CREATE OR REPLACE FUNCTION earned_badges_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('pending_approval', 'awarded'), ('pending_approval', 'rejected'), ('pending_approval', 'revoked'),
    ('awarded', 'revoked'), ('awarded', 'expired'), ('expired', 'revoked'))
    AND NOT (OLD.status = 'revoked' AND earned_badge_comes_back(NEW)) THEN
    PERFORM heder_refuse('earned_badges_status_transition', format('%s cannot become %s', OLD.status, NEW.status));
  END IF;
  IF (NEW.organization_id, NEW.achievement_id, NEW.achievement_version_id, NEW.occurrence, NEW.source, NEW.public_hash)
     IS DISTINCT FROM (OLD.organization_id, OLD.achievement_id, OLD.achievement_version_id, OLD.occurrence, OLD.source, OLD.public_hash) THEN
    PERFORM heder_refuse('earned_badges_identity_is_final', 'what was awarded never changes');
  END IF;
  RETURN NEW;
END $$;
