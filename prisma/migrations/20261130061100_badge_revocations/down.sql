CREATE OR REPLACE FUNCTION earned_badges_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('pending_approval', 'awarded'), ('pending_approval', 'rejected'), ('pending_approval', 'revoked'),
    ('awarded', 'revoked'), ('awarded', 'expired'), ('expired', 'revoked')) THEN
    PERFORM heder_refuse('earned_badges_status_transition', format('%s cannot become %s', OLD.status, NEW.status));
  END IF;
  IF (NEW.organization_id, NEW.achievement_id, NEW.achievement_version_id, NEW.occurrence, NEW.source, NEW.public_hash)
     IS DISTINCT FROM (OLD.organization_id, OLD.achievement_id, OLD.achievement_version_id, OLD.occurrence, OLD.source, OLD.public_hash) THEN
    PERFORM heder_refuse('earned_badges_identity_is_final', 'what was awarded never changes');
  END IF;
  RETURN NEW;
END $$;
DROP FUNCTION earned_badge_comes_back(earned_badges);
DROP TABLE badge_revocation_rows;
DROP FUNCTION badge_revocation_rows_check_change();
DROP TABLE badge_revocations;
DROP FUNCTION badge_revocations_check_change();
DROP TYPE badge_revocation_outcome;
ALTER TYPE job_run_kind RENAME TO job_run_kind_with_revocations;
CREATE TYPE job_run_kind AS ENUM ('evaluation_all', 'backfill', 'import', 'reconcile', 'batch_award', 'issue_many', 'issue_completed');
ALTER TABLE job_runs ALTER COLUMN kind TYPE job_run_kind
  USING (CASE WHEN kind::text = 'revoke_badges' THEN 'batch_award' ELSE kind::text END)::job_run_kind;
DROP TYPE job_run_kind_with_revocations;
