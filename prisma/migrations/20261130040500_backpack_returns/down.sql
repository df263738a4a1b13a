CREATE OR REPLACE FUNCTION backpack_connections_follow_members() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM backpack_connections WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION backpack_connections_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM backpack_connections WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
DROP TABLE backpack_returns;
