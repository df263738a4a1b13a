-- Certificates that come by themselves when a course is completed, and what a certificate opens.

ALTER TABLE certification_types ADD COLUMN auto_issue_since date;
-- The owner sees no rows of a table whose row-level security is forced.
ALTER TABLE certification_types NO FORCE ROW LEVEL SECURITY;
UPDATE certification_types SET auto_issue_since = created_at::date WHERE auto_issue_course_id IS NOT NULL;
ALTER TABLE certification_types FORCE ROW LEVEL SECURITY;
ALTER TABLE certification_types
  ADD CONSTRAINT certification_types_auto_issue_companions CHECK ((auto_issue_course_id IS NULL) = (auto_issue_since IS NULL)),
  ADD CONSTRAINT certification_types_description_length CHECK (length(description) <= 5000),
  -- Up to twenty, each up to eighty characters of a few kinds, such as courses:lead.
  ADD CONSTRAINT certification_types_access_scopes CHECK (
    cardinality(access_scopes) <= 20 AND array_position(access_scopes, NULL) IS NULL
    AND array_to_string(access_scopes, ' ') ~ '^([a-z0-9]([a-z0-9:._-]{0,78}[a-z0-9])?( |$))*$');
COMMENT ON COLUMN certification_types.auto_issue_since IS 'Whoever completes the course on this day or later gets the certificate';

-- Rules of achievements and files name a type by its code.
CREATE FUNCTION certification_types_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.code <> OLD.code AND EXISTS (
    SELECT FROM certifications c WHERE c.organization_id = OLD.organization_id AND c.certification_type_id = OLD.id) THEN
    PERFORM heder_refuse('certification_types_code_is_final', 'the code of a type that was issued never changes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON certification_types FOR EACH ROW EXECUTE FUNCTION certification_types_check_change();

-- One course may lead to several certificates, each of them once.
DROP INDEX certifications_one_per_registration;
CREATE UNIQUE INDEX certifications_one_per_registration ON certifications (organization_id, course_registration_id, certification_type_id);

-- What became of each completed course, decided once: a completion that is said again, or corrected and corrected
-- back, never gives a second certificate.
CREATE TYPE certification_completion_outcome AS ENUM ('issued', 'already_held', 'already_over');
CREATE TABLE certification_completions (
  organization_id uuid NOT NULL,
  certification_type_id uuid NOT NULL,
  course_registration_id uuid NOT NULL,
  outcome certification_completion_outcome NOT NULL,
  -- The one that was issued, or the one that was in the way.
  certification_id uuid,
  decided_at timestamptz NOT NULL DEFAULT now(),
  -- Since when the course counts as completed no longer.
  withdrawn_at timestamptz,
  PRIMARY KEY (organization_id, certification_type_id, course_registration_id),
  CONSTRAINT certification_completions_type FOREIGN KEY (organization_id, certification_type_id) REFERENCES certification_types (organization_id, id),
  CONSTRAINT certification_completions_registration FOREIGN KEY (organization_id, course_registration_id) REFERENCES course_registrations (organization_id, id),
  CONSTRAINT certification_completions_certificate FOREIGN KEY (organization_id, certification_id) REFERENCES certifications (organization_id, id),
  CONSTRAINT certification_completions_has_certificate CHECK ((outcome = 'already_over') = (certification_id IS NULL)),
  CONSTRAINT certification_completions_withdrawn_was_issued CHECK (withdrawn_at IS NULL OR outcome = 'issued')
);
CREATE INDEX idx_certification_completions_certification ON certification_completions (organization_id, certification_id);
CALL heder_protect('certification_completions', 'SELECT, INSERT, UPDATE');

-- By whatever door a completion comes or goes: the worker is woken in the transaction of the fact.
CREATE FUNCTION course_registrations_wake_certificates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organization uuid;
BEGIN
  FOR organization IN
    SELECT DISTINCT n.organization_id FROM new_rows n
    JOIN certification_types t ON t.organization_id = n.organization_id AND t.auto_issue_course_id = n.course_id
  LOOP
    PERFORM jobs.enqueue('certifications.issue-completed', jsonb_build_object('organizationId', organization), NULL, 0);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER wake_certificates_of_new AFTER INSERT ON course_registrations REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION course_registrations_wake_certificates();
CREATE TRIGGER wake_certificates AFTER UPDATE ON course_registrations REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION course_registrations_wake_certificates();
