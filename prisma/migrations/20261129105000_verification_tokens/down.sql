DROP TRIGGER keep_token ON certifications;
DROP FUNCTION certifications_keep_token();
ALTER TABLE certifications DROP COLUMN verification_token;
