-- Awards by hand: signed off by roles, nominated and approved, given to many at once and taken back together.

-- Off: coordinators nominate. On: peer mentors may nominate each other as well.
ALTER TABLE organizations ADD COLUMN peers_may_nominate boolean NOT NULL DEFAULT false;

-- Off for awards that catch up with the past: the badge is there, and nobody is told.
ALTER TABLE earned_badges ADD COLUMN notify boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN earned_badges.notify IS 'whether the holder is told';

-- Whoever proposes somebody leaves the decision to another.
ALTER TABLE earned_badges ADD CONSTRAINT earned_badges_approved_by_another CHECK (awarded_by_user_id <> decided_by_user_id);

CREATE INDEX idx_earned_badges_waiting ON earned_badges (organization_id, created_at, id) WHERE status = 'pending_approval';
CREATE INDEX idx_earned_badges_by_hand ON earned_badges (organization_id, awarded_by_user_id, created_at DESC) WHERE source = 'manual';

-- A role signs off itself; an org admin also for the coordinators, a global admin for anybody.
CREATE FUNCTION may_sign_off(p_organization_id uuid, p_user_id uuid, p_role text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT FROM users u WHERE u.id = p_user_id AND u.is_global_admin)
      OR EXISTS (SELECT FROM memberships m WHERE m.organization_id = p_organization_id AND m.user_id = p_user_id AND m.status = 'active'
                 AND (m.role, p_role) IN (('coordinator', 'coordinator'), ('org_admin', 'org_admin'), ('org_admin', 'coordinator')))
$$;
ALTER FUNCTION may_sign_off(uuid, uuid, text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION may_sign_off(uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION may_sign_off(uuid, uuid, text) TO heder_app;

-- Whether criteria ask for sign-offs, at any depth; with a role, whether they ask for that role's.
CREATE FUNCTION asks_for_sign_offs(p_criteria jsonb, p_role text DEFAULT NULL) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN p_criteria IS NOT NULL AND (CASE WHEN p_role IS NULL
    THEN jsonb_path_exists(p_criteria, 'strict $.** ? (@.type == "manual_approval")')
    ELSE jsonb_path_exists(p_criteria, 'strict $.** ? (@.type == "manual_approval").roles[*] ? (@ == $role)', jsonb_build_object('role', p_role)) END);
GRANT EXECUTE ON FUNCTION asks_for_sign_offs(jsonb, text) TO heder_app;

-- Row by row and only for awards by hand: what evaluation gives to everybody pays nothing for it.
CREATE FUNCTION earned_badges_check_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rules record;
BEGIN
  SELECT o.time_zone, o.peers_may_nominate, asks_for_sign_offs(a.criteria) AS asks INTO rules
  FROM organizations o JOIN achievements a ON a.organization_id = o.id
  WHERE o.id = NEW.organization_id AND a.id = NEW.achievement_id;
  IF rules.asks THEN
    PERFORM heder_refuse('earned_badges_needs_sign_offs', 'the achievement is given when its roles have signed off');
  END IF;
  IF NEW.awarded_at > now() + interval '1 minute' OR NEW.met_on > (now() AT TIME ZONE rules.time_zone)::date THEN
    PERFORM heder_refuse('earned_badges_not_in_future', 'nothing is awarded for a day to come');
  END IF;
  IF NOT may_certify(NEW.organization_id, NEW.awarded_by_user_id) AND NOT (
    NEW.status = 'pending_approval' AND rules.peers_may_nominate AND EXISTS (SELECT FROM memberships m
      WHERE m.organization_id = NEW.organization_id AND m.user_id = NEW.awarded_by_user_id AND m.status = 'active')) THEN
    PERFORM heder_refuse('earned_badges_awarded_by_role', 'coordinators award; peer mentors nominate where they may');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_by_hand BEFORE INSERT ON earned_badges FOR EACH ROW
  WHEN (NEW.source = 'manual') EXECUTE FUNCTION earned_badges_check_by_hand();

CREATE FUNCTION earned_badges_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decided_by_user_id IS NULL OR NOT may_certify(NEW.organization_id, NEW.decided_by_user_id) THEN
    PERFORM heder_refuse('earned_badges_decided_by_role', 'a coordinator, an org admin or a global admin decides');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_decision BEFORE UPDATE ON earned_badges FOR EACH ROW
  WHEN (OLD.status = 'pending_approval' AND NEW.status IN ('awarded', 'rejected')) EXECUTE FUNCTION earned_badges_check_decision();

-- One sign-off of each role and of each person: towards an award by criteria (no badge yet), and of one badge.
ALTER TABLE manual_awards
  ADD CONSTRAINT manual_awards_one_of_each_role UNIQUE NULLS NOT DISTINCT
    (organization_id, achievement_id, recipient_user_id, earned_badge_id, issuer_role),
  ADD CONSTRAINT manual_awards_one_of_each_person UNIQUE NULLS NOT DISTINCT
    (organization_id, achievement_id, recipient_user_id, earned_badge_id, issuer_user_id),
  ADD CONSTRAINT manual_awards_comment CHECK (btrim(comment) <> '' AND length(comment) <= 2000);
CREATE INDEX idx_manual_awards_badge ON manual_awards (organization_id, earned_badge_id) WHERE earned_badge_id IS NOT NULL;
DROP INDEX idx_manual_awards_recipient;

CREATE FUNCTION manual_awards_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  IF NOT may_sign_off(NEW.organization_id, NEW.issuer_user_id, NEW.issuer_role) THEN
    PERFORM heder_refuse('manual_awards_signed_by_role', 'nobody signs off for a role that is not theirs');
  END IF;
  IF NEW.earned_badge_id IS NOT NULL THEN RETURN NEW; END IF;
  SELECT a.status, asks_for_sign_offs(a.criteria, NEW.issuer_role) AS by_role INTO asked
  FROM achievements a WHERE a.organization_id = NEW.organization_id AND a.id = NEW.achievement_id;
  IF asked.status <> 'active' THEN
    PERFORM heder_refuse('manual_awards_achievement_is_active', 'only active achievements are signed off');
  END IF;
  IF NOT asked.by_role THEN
    PERFORM heder_refuse('manual_awards_role_is_asked', 'the achievement does not ask for this role');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_new BEFORE INSERT ON manual_awards FOR EACH ROW EXECUTE FUNCTION manual_awards_check();

-- One achievement given to many at once, which can be taken back together for a day.
CREATE TYPE award_batch_origin AS ENUM ('chosen', 'matching', 'list');
CREATE TYPE award_batch_outcome AS ENUM ('awarded', 'already_held', 'already_nominated', 'unknown_person', 'inactive', 'yourself',
  'revoked_before', 'before_joining', 'in_future', 'already_over', 'repeated', 'unreadable');

CREATE TABLE award_batches (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  achievement_id uuid NOT NULL,
  origin award_batch_origin NOT NULL,
  reason text NOT NULL,
  met_on date NOT NULL,
  notify boolean NOT NULL,
  row_count integer NOT NULL,
  awarded_count integer NOT NULL,
  idempotency_key text NOT NULL,
  idempotency_hash text NOT NULL,
  created_by_user_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  undone_at timestamptz,
  undone_by_user_id uuid,
  undone_count integer,
  UNIQUE (organization_id, id),
  CONSTRAINT award_batches_idempotency_key_unique UNIQUE (organization_id, idempotency_key),
  FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id),
  CONSTRAINT award_batches_reason_not_empty CHECK (btrim(reason) <> '' AND length(reason) <= 2000),
  CONSTRAINT award_batches_counts CHECK (awarded_count > 0 AND awarded_count <= row_count),
  CONSTRAINT award_batches_undone_companions CHECK (
    (undone_at IS NULL) = (undone_by_user_id IS NULL) AND (undone_at IS NULL) = (undone_count IS NULL)),
  CONSTRAINT award_batches_undone_count CHECK (undone_count BETWEEN 0 AND awarded_count)
);
CREATE INDEX idx_award_batches_org_created ON award_batches (organization_id, created_at DESC, id);
CALL heder_protect('award_batches', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION award_batches_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL
    OR (to_jsonb(NEW) - '{undone_at,undone_by_user_id,undone_count}'::text[]) <> (to_jsonb(OLD) - '{undone_at,undone_by_user_id,undone_count}'::text[]) THEN
    PERFORM heder_refuse('award_batches_are_final', 'a batch only changes by being undone, once');
  END IF;
  IF now() > OLD.created_at + interval '24 hours' THEN
    PERFORM heder_refuse('award_batches_undo_in_time', 'a batch is undone within 24 hours');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON award_batches FOR EACH ROW EXECUTE FUNCTION award_batches_check_change();

CREATE TABLE award_batch_rows (
  organization_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  given text,
  user_id uuid,
  met_on date,
  outcome award_batch_outcome NOT NULL,
  earned_badge_id uuid,
  PRIMARY KEY (organization_id, batch_id, line),
  CONSTRAINT award_batch_rows_badge_unique UNIQUE (organization_id, earned_badge_id),
  FOREIGN KEY (organization_id, batch_id) REFERENCES award_batches (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT award_batch_rows_line_positive CHECK (line > 0),
  CONSTRAINT award_batch_rows_given_length CHECK (length(given) <= 254),
  CONSTRAINT award_batch_rows_awarded_has_badge CHECK ((outcome = 'awarded') = (earned_badge_id IS NOT NULL))
);
CALL heder_protect('award_batch_rows', 'SELECT, INSERT');
