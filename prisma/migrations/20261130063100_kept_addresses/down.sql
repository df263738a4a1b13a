CREATE OR REPLACE FUNCTION users_forget_profiles() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM profile_shares WHERE user_id = NEW.id;
  UPDATE memberships SET profile_slug = NULL WHERE user_id = NEW.id AND profile_slug IS NOT NULL;
  RETURN NULL;
END $$;
DROP TRIGGER leave_profile_address ON memberships;
DROP TRIGGER keep_profile_address ON memberships;
DROP TRIGGER take_profile_address ON memberships;
DROP FUNCTION memberships_keep_profile_address();
DROP FUNCTION profile_address_hash(text);
DROP TABLE profile_addresses;
