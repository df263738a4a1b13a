-- A letter that came back names itself and not its organisation, as an address has no room for both: what the token in it was
-- made of is looked at before anything else is.
CREATE FUNCTION organization_of_notification(p_id uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT n.organization_id FROM notifications n WHERE n.id = p_id
$$;

ALTER FUNCTION organization_of_notification(uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION organization_of_notification(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organization_of_notification(uuid) TO heder_app;
