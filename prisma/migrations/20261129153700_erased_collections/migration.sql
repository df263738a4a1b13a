-- What a person has collected is theirs: whoever is erased leaves no badge of theirs behind.
CREATE POLICY definer ON external_badges TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON external_badges TO heder_definer;
CREATE FUNCTION external_badges_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM external_badges WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER external_badges_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION external_badges_follow_accounts();
ALTER FUNCTION external_badges_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION external_badges_follow_accounts() FROM PUBLIC;
