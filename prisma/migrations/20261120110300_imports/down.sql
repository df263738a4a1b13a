DROP FUNCTION discard_accounts(uuid[]);
DROP FUNCTION delete_unreferenced(regclass, uuid[]);
REVOKE DELETE ON users FROM heder_definer;
DROP INDEX idx_activities_import;
CREATE INDEX idx_activities_import ON activities (organization_id, import_id) WHERE import_id IS NOT NULL;
ALTER TABLE import_rows DROP CONSTRAINT import_rows_change_has_both, DROP COLUMN after;
