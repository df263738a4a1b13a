DROP TRIGGER credentials_follow ON users;
DROP FUNCTION credentials_follow_accounts();
REVOKE DELETE ON credential_documents FROM heder_definer;
DROP POLICY definer_forgets ON credential_documents;
REVOKE UPDATE (revoked_at) ON credentials FROM heder_definer;
DROP POLICY definer_revokes ON credentials;
