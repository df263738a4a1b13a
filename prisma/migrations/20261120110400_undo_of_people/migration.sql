-- Deletes members whom nothing but their groups refers to, and returns their accounts. Who has facts, badges or an
-- invitation stays, with their groups: foreign keys decide, also those of tables yet to come.
CREATE FUNCTION delete_unused_members(p_ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  candidate uuid;
  account uuid;
BEGIN
  FOREACH candidate IN ARRAY p_ids LOOP
    BEGIN
      DELETE FROM group_members gm USING memberships m
      WHERE m.id = candidate AND gm.organization_id = m.organization_id AND gm.user_id = m.user_id;
      DELETE FROM memberships WHERE id = candidate RETURNING user_id INTO account;
      IF account IS NOT NULL THEN
        RETURN NEXT account;
      END IF;
    EXCEPTION WHEN foreign_key_violation OR check_violation THEN
      NULL;
    END;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION delete_unused_members(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delete_unused_members(uuid[]) TO heder_app;
