DROP TRIGGER wake_certificates ON course_registrations;
DROP TRIGGER wake_certificates_of_new ON course_registrations;
DROP FUNCTION course_registrations_wake_certificates();
DROP TABLE certification_completions;
DROP TYPE certification_completion_outcome;
DROP INDEX certifications_one_per_registration;
CREATE UNIQUE INDEX certifications_one_per_registration ON certifications (organization_id, course_registration_id);
DROP TRIGGER check_change ON certification_types;
DROP FUNCTION certification_types_check_change();
ALTER TABLE certification_types
  DROP CONSTRAINT certification_types_access_scopes,
  DROP CONSTRAINT certification_types_description_length,
  DROP CONSTRAINT certification_types_auto_issue_companions,
  DROP COLUMN auto_issue_since;
