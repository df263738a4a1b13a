-- Whoever is erased leaves their inbox, and their name in what others were told of them. A namesake loses theirs there as well:
-- better a name too few than one too many.
CREATE POLICY definer ON notifications TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ("values"), DELETE ON notifications TO heder_definer;

CREATE FUNCTION notifications_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  known record;
BEGIN
  DELETE FROM notifications WHERE user_id = NEW.id;
  FOR known IN SELECT m.organization_id, n.name FROM memberships m, LATERAL (VALUES (m.display_name), (OLD.name)) n (name)
    WHERE m.user_id = NEW.id AND btrim(n.name) <> ''
  LOOP
    UPDATE notifications SET "values" = jsonb_set("values", '{person}', '"–"')
      WHERE organization_id = known.organization_id AND "values" ->> 'person' = known.name;
    UPDATE notifications SET "values" = jsonb_set("values", '{people}', to_jsonb(
        substr(replace(', ' || ("values" ->> 'people') || ', ', ', ' || known.name || ', ', ', –, '), 3,
          length(replace(', ' || ("values" ->> 'people') || ', ', ', ' || known.name || ', ', ', –, ')) - 4)))
      WHERE organization_id = known.organization_id AND "values" ? 'people'
        AND strpos(', ' || ("values" ->> 'people') || ', ', ', ' || known.name || ', ') > 0;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER notifications_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION notifications_follow_accounts();
ALTER FUNCTION notifications_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION notifications_follow_accounts() FROM PUBLIC;
