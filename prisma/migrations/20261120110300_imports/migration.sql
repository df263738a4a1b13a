-- What taking back an import needs.

-- What the import made of the row: taken back only while it still says exactly that, so later changes survive.
ALTER TABLE import_rows ADD COLUMN after jsonb,
  ADD CONSTRAINT import_rows_change_has_both CHECK (outcome <> 'updated' OR (before IS NOT NULL AND after IS NOT NULL));

-- The rows of one import lie together on disk, so block ranges find them; next to nothing to keep while importing.
DROP INDEX idx_activities_import;
CREATE INDEX idx_activities_import ON activities USING brin (import_id) WITH (pages_per_range = 32, autosummarize = on);

-- Deletes the rows that no other row refers to and no rule keeps, and returns them. Foreign keys and triggers decide,
-- also those of tables yet to come.
CREATE FUNCTION delete_unreferenced(p_table regclass, p_ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  candidate uuid;
  removed uuid;
BEGIN
  FOREACH candidate IN ARRAY p_ids LOOP
    BEGIN
      EXECUTE format('DELETE FROM %s WHERE id = $1 RETURNING id', p_table) INTO removed USING candidate;
      IF removed IS NOT NULL THEN
        RETURN NEXT removed;
      END IF;
    EXCEPTION WHEN foreign_key_violation OR check_violation THEN
      NULL;
    END;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION delete_unreferenced(regclass, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delete_unreferenced(regclass, uuid[]) TO heder_app;

-- Removes accounts that nobody ever used and no organisation knows: without this an address given in error could
-- never become somebody's sign-in again. Any account with a membership, a password or a past is left alone.
GRANT DELETE ON users TO heder_definer;
CREATE FUNCTION discard_accounts(p_user_ids uuid[]) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  candidate uuid;
  discarded integer := 0;
BEGIN
  FOREACH candidate IN ARRAY p_user_ids LOOP
    BEGIN
      DELETE FROM users u WHERE u.id = candidate AND u.password_hash IS NULL AND u.last_signed_in_at IS NULL
        AND NOT u.is_global_admin AND NOT EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id);
      IF FOUND THEN
        discarded := discarded + 1;
      END IF;
    EXCEPTION WHEN foreign_key_violation THEN
      NULL;
    END;
  END LOOP;
  RETURN discarded;
END $$;
ALTER FUNCTION discard_accounts(uuid[]) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION discard_accounts(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION discard_accounts(uuid[]) TO heder_app;
