DROP INDEX idx_certifications_org_number;
DROP FUNCTION members_found(text[], boolean, integer);
DROP INDEX idx_memberships_words;
DROP FUNCTION member_words(uuid, text, text, text);
