-- Somebody says that something about them is wrong or missing, and a coordinator answers. The words are the person's own:
-- they are kept nowhere else, and go with whoever is erased.

CREATE TYPE mistake_subject AS ENUM ('badge', 'certificate', 'activity', 'missing');
CREATE TYPE mistake_status AS ENUM ('open', 'resolved', 'dismissed');

CREATE TABLE mistake_reports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  reporter_user_id uuid NOT NULL,
  subject mistake_subject NOT NULL,
  earned_badge_id uuid,
  certification_id uuid,
  activity_id uuid,
  "text" text NOT NULL,
  status mistake_status NOT NULL DEFAULT 'open',
  answered_at timestamptz,
  answered_by_user_id uuid,
  answer text,
  idempotency_key uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT mistake_reports_once UNIQUE (organization_id, reporter_user_id, idempotency_key),
  CONSTRAINT mistake_reports_reporter FOREIGN KEY (organization_id, reporter_user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT mistake_reports_answerer FOREIGN KEY (organization_id, answered_by_user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT mistake_reports_badge FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT mistake_reports_certificate FOREIGN KEY (organization_id, certification_id)
    REFERENCES certifications (organization_id, id),
  CONSTRAINT mistake_reports_subject_companions CHECK (
    (subject = 'badge') = (earned_badge_id IS NOT NULL)
    AND (subject = 'certificate') = (certification_id IS NOT NULL)
    AND (subject = 'activity') = (activity_id IS NOT NULL)),
  CONSTRAINT mistake_reports_text CHECK (btrim("text") <> '' AND length("text") <= 2000),
  CONSTRAINT mistake_reports_answer CHECK (btrim(answer) <> '' AND length(answer) <= 2000),
  CONSTRAINT mistake_reports_answered CHECK ((status = 'open') = (answered_at IS NULL)),
  CONSTRAINT mistake_reports_answer_companions CHECK (
    num_nonnulls(answered_at, answer) IN (0, 2) AND (answered_by_user_id IS NULL OR answered_at IS NOT NULL)),
  CONSTRAINT mistake_reports_nobody_answers_themselves CHECK (answered_by_user_id <> reporter_user_id)
);
COMMENT ON COLUMN mistake_reports.activity_id IS 'activities.id; activities are many, have no key with the organisation, and are never deleted';
COMMENT ON COLUMN mistake_reports.answered_by_user_id IS 'none: somebody who does not belong here, whom the audit log names';
CREATE INDEX idx_mistake_reports_open ON mistake_reports (organization_id, created_at, id) WHERE status = 'open';
CREATE INDEX idx_mistake_reports_answered ON mistake_reports (organization_id, created_at, id) WHERE status <> 'open';
CREATE INDEX idx_mistake_reports_reporter ON mistake_reports (organization_id, reporter_user_id, created_at DESC);
CALL heder_protect('mistake_reports', 'SELECT, INSERT, UPDATE (status, answered_at, answered_by_user_id, answer)');
CREATE POLICY definer ON mistake_reports TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON mistake_reports TO heder_definer;

-- What somebody holds or did is theirs when they say so; a correction may give it to another afterwards.
CREATE FUNCTION mistake_reports_check_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (NEW.subject = 'missing'
    OR EXISTS (SELECT FROM earned_badges b
      WHERE b.organization_id = NEW.organization_id AND b.id = NEW.earned_badge_id AND b.user_id = NEW.reporter_user_id)
    OR EXISTS (SELECT FROM certifications c
      WHERE c.organization_id = NEW.organization_id AND c.id = NEW.certification_id AND c.user_id = NEW.reporter_user_id)
    OR EXISTS (SELECT FROM activities a
      WHERE a.organization_id = NEW.organization_id AND a.id = NEW.activity_id AND a.user_id = NEW.reporter_user_id)) THEN
    PERFORM heder_refuse('mistake_reports_of_ones_own', 'a report is about what is one''s own');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_subject AFTER INSERT ON mistake_reports FOR EACH ROW EXECUTE FUNCTION mistake_reports_check_subject();

CREATE FUNCTION mistake_reports_check_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'open' THEN
    PERFORM heder_refuse('mistake_reports_are_final', 'a report is answered once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_life BEFORE UPDATE OF status, "text", answered_at, answer ON mistake_reports FOR EACH ROW
  EXECUTE FUNCTION mistake_reports_check_life();

CREATE FUNCTION mistake_reports_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM mistake_reports WHERE reporter_user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER mistake_reports_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION mistake_reports_follow_accounts();
ALTER FUNCTION mistake_reports_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION mistake_reports_follow_accounts() FROM PUBLIC;
