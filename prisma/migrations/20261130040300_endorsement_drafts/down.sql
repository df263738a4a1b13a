DROP FUNCTION asked_endorsement(bytea);
CREATE FUNCTION asked_endorsement(p_token_hash bytea)
  RETURNS TABLE (id uuid, state text, slug text, organization_name text, organization_url text, organization_description text,
    time_zone text, request text, until date, version_id uuid, name text, description text, language text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT e.id, CASE WHEN e.status = 'invited' AND e.expires_at <= now() THEN 'over' ELSE e.status::text END,
      o.slug, o.name, o.issuer_url, o.issuer_description, o.time_zone, e.request, (e.expires_at AT TIME ZONE o.time_zone)::date,
      v.id, v.definition ->> 'name', v.definition ->> 'description', v.definition ->> 'language'
    FROM achievement_endorsements e
    JOIN organizations o ON o.id = e.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    LEFT JOIN LATERAL (SELECT * FROM achievement_versions x WHERE x.organization_id = e.organization_id
      AND x.achievement_id = e.achievement_id ORDER BY x.number DESC LIMIT 1) v ON true
    WHERE e.token_hash = p_token_hash
$$;
ALTER FUNCTION asked_endorsement(bytea) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION asked_endorsement(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asked_endorsement(bytea) TO heder_public;
CREATE OR REPLACE FUNCTION achievement_endorsements_check_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD.status = 'invited' OR (OLD.status = 'given' AND NEW.status IN ('given', 'withdrawn')))
     OR OLD.status = 'given' AND (NEW.endorser_name, NEW.endorser_url, NEW.comment, NEW.achievement_version_id, NEW.given_at)
       IS DISTINCT FROM (OLD.endorser_name, OLD.endorser_url, OLD.comment, OLD.achievement_version_id, OLD.given_at) THEN
    PERFORM heder_refuse('achievement_endorsements_are_final', 'an endorsement is answered once, and only withdrawn after that');
  END IF;
  IF OLD.status = 'invited' AND NEW.status IN ('given', 'declined') AND OLD.expires_at <= now() THEN
    PERFORM heder_refuse('achievement_endorsements_in_time', 'the invitation is over');
  END IF;
  RETURN NEW;
END $$;
ALTER TABLE achievement_endorsements DROP COLUMN draft;
