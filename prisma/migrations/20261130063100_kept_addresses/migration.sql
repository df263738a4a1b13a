-- The address of a profile stands on cards and in mails: who gives it up keeps it for a year, so that it does not lead to somebody
-- else at once. One row for each address that is held or kept, so that two who want the same one wait for each other; as a hash,
-- since an address is a name and outlives its person here.
CREATE TABLE profile_addresses (
  slug_hash bytea PRIMARY KEY,
  user_id uuid REFERENCES users (id),
  kept_until timestamptz,
  CONSTRAINT profile_addresses_hash_length CHECK (length(slug_hash) = 32)
);
COMMENT ON COLUMN profile_addresses.user_id IS 'who may have it again; null once that person is erased';
COMMENT ON COLUMN profile_addresses.kept_until IS 'null while somebody has it';
ALTER TABLE profile_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile_addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY definer ON profile_addresses TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON profile_addresses TO heder_definer;

CREATE FUNCTION profile_address_hash(p_slug text) RETURNS bytea
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog RETURN sha256(convert_to(p_slug, 'UTF8'));

CREATE FUNCTION memberships_keep_profile_address() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE profile_addresses SET kept_until = now() + interval '1 year' WHERE slug_hash = profile_address_hash(OLD.profile_slug);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.profile_slug IS NOT NULL THEN
    INSERT INTO profile_addresses AS a (slug_hash, user_id) VALUES (profile_address_hash(NEW.profile_slug), NEW.user_id)
      ON CONFLICT (slug_hash) DO UPDATE SET user_id = EXCLUDED.user_id, kept_until = NULL
      WHERE a.user_id = EXCLUDED.user_id OR a.kept_until <= now();
    IF NOT FOUND THEN
      PERFORM heder_refuse('memberships_profile_address_kept', 'somebody has this address, or had it within a year');
    END IF;
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION memberships_keep_profile_address() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION memberships_keep_profile_address(), profile_address_hash(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION profile_address_hash(text) TO heder_definer;

ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
ALTER TABLE profile_addresses NO FORCE ROW LEVEL SECURITY;
INSERT INTO profile_addresses (slug_hash, user_id)
  SELECT profile_address_hash(profile_slug), user_id FROM memberships WHERE profile_slug IS NOT NULL;
ALTER TABLE profile_addresses FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;

CREATE TRIGGER take_profile_address BEFORE INSERT ON memberships FOR EACH ROW WHEN (NEW.profile_slug IS NOT NULL)
  EXECUTE FUNCTION memberships_keep_profile_address();
CREATE TRIGGER keep_profile_address BEFORE UPDATE OF profile_slug ON memberships FOR EACH ROW
  WHEN (NEW.profile_slug IS DISTINCT FROM OLD.profile_slug) EXECUTE FUNCTION memberships_keep_profile_address();
CREATE TRIGGER leave_profile_address BEFORE DELETE ON memberships FOR EACH ROW WHEN (OLD.profile_slug IS NOT NULL)
  EXECUTE FUNCTION memberships_keep_profile_address();

CREATE OR REPLACE FUNCTION users_forget_profiles() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM profile_shares WHERE user_id = NEW.id;
  UPDATE memberships SET profile_slug = NULL WHERE user_id = NEW.id AND profile_slug IS NOT NULL;
  UPDATE profile_addresses SET user_id = NULL WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
