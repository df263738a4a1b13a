DROP INDEX idx_certification_renewed_by, idx_certification_valid_expires;
DROP TRIGGER check_life ON certifications;
DROP FUNCTION certifications_check_life();
DROP TRIGGER certifications_successor_fits ON certifications;
DROP FUNCTION certifications_check_successor();
ALTER TABLE certifications DROP CONSTRAINT certifications_successor_is_another, DROP CONSTRAINT certifications_renewed_is_over;
ALTER TABLE certifications ALTER CONSTRAINT certifications_renewed_by NOT DEFERRABLE;
