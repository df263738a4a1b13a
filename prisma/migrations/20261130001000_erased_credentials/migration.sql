-- Whoever is erased leaves no credential that still holds: copies that others keep are revoked in the status list, which names
-- nobody, and the documents themselves, with the hashed address in them, are gone.
CREATE POLICY definer_revokes ON credentials FOR UPDATE TO heder_definer USING (true) WITH CHECK (true);
GRANT UPDATE (revoked_at) ON credentials TO heder_definer;
CREATE POLICY definer_forgets ON credential_documents FOR DELETE TO heder_definer USING (true);
GRANT DELETE ON credential_documents TO heder_definer;

CREATE FUNCTION credentials_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE own uuid[];
BEGIN
  SELECT array_agg(c.id) INTO own FROM credentials c
  WHERE c.earned_badge_id IN (SELECT b.id FROM earned_badges b WHERE b.user_id = NEW.id)
    OR c.certification_id IN (SELECT t.id FROM certifications t WHERE t.user_id = NEW.id);
  UPDATE credentials SET revoked_at = now() WHERE id = ANY (own) AND revoked_at IS NULL;
  DELETE FROM credential_documents WHERE credential_id = ANY (own);
  RETURN NULL;
END $$;
CREATE TRIGGER credentials_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION credentials_follow_accounts();
ALTER FUNCTION credentials_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION credentials_follow_accounts() FROM PUBLIC;
