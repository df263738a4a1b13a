-- Endorsements (seed 003 badge_endorsements): somebody outside vouches for an achievement, or for the organisation as an
-- issuer, in their own words. They are asked by mail, answer without an account, and what they wrote can be withdrawn.

CREATE TYPE endorsement_status AS ENUM ('invited', 'given', 'declined', 'withdrawn');

-- The token is known to whoever has the link alone. Without an achievement it is the issuer that is endorsed.
CREATE TABLE achievement_endorsements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  achievement_id uuid,
  status endorsement_status NOT NULL DEFAULT 'invited',
  endorser_email text NOT NULL,
  request text,
  token_hash bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  invited_by_user_id uuid,
  endorser_name text,
  endorser_url text,
  comment text,
  achievement_version_id uuid,
  given_at timestamptz,
  declined_at timestamptz,
  withdrawn_at timestamptz,
  signed text,
  signed_jwt text,
  signed_origin text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT achievement_endorsements_token_unique UNIQUE (token_hash),
  CONSTRAINT achievement_endorsements_achievement FOREIGN KEY (organization_id, achievement_id)
    REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT achievement_endorsements_version FOREIGN KEY (organization_id, achievement_id, achievement_version_id)
    REFERENCES achievement_versions (organization_id, achievement_id, id) ON DELETE CASCADE,
  CONSTRAINT achievement_endorsements_inviter FOREIGN KEY (organization_id, invited_by_user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT achievement_endorsements_email_format CHECK (endorser_email ~ '^[^\s@]+@[^\s@]+$' AND length(endorser_email) <= 254),
  CONSTRAINT achievement_endorsements_request CHECK (btrim(request) <> '' AND length(request) <= 1000),
  CONSTRAINT achievement_endorsements_token_hash_length CHECK (length(token_hash) = 32),
  CONSTRAINT achievement_endorsements_end CHECK (expires_at > created_at AND expires_at <= created_at + interval '90 days'),
  CONSTRAINT achievement_endorsements_name CHECK (btrim(endorser_name) <> '' AND length(endorser_name) <= 200),
  CONSTRAINT achievement_endorsements_web_address CHECK (endorser_url ~ '^https?://\S+$' AND length(endorser_url) <= 2000),
  CONSTRAINT achievement_endorsements_comment CHECK (btrim(comment) <> '' AND length(comment) <= 2000),
  CONSTRAINT achievement_endorsements_given_companions CHECK (num_nonnulls(given_at, endorser_name, comment) IN (0, 3)),
  CONSTRAINT achievement_endorsements_url_of_given CHECK (endorser_url IS NULL OR given_at IS NOT NULL),
  CONSTRAINT achievement_endorsements_given CHECK (status = 'withdrawn' OR (status = 'given') = (given_at IS NOT NULL)),
  CONSTRAINT achievement_endorsements_of_what_was_read
    CHECK ((achievement_version_id IS NOT NULL) = (given_at IS NOT NULL AND achievement_id IS NOT NULL)),
  CONSTRAINT achievement_endorsements_declined CHECK ((status = 'declined') = (declined_at IS NOT NULL)),
  CONSTRAINT achievement_endorsements_withdrawn CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL)),
  CONSTRAINT achievement_endorsements_signed_companions CHECK (num_nonnulls(signed, signed_jwt, signed_origin) IN (0, 3))
);
COMMENT ON COLUMN achievement_endorsements.achievement_version_id IS 'what the endorser had read when they wrote';
CREATE INDEX idx_achievement_endorsements_subject ON achievement_endorsements (organization_id, achievement_id, created_at DESC);
CALL heder_protect('achievement_endorsements', 'SELECT, INSERT, UPDATE (status, endorser_name, endorser_url, comment,
  achievement_version_id, given_at, declined_at, withdrawn_at, signed, signed_jwt, signed_origin)');
CREATE POLICY definer ON achievement_endorsements FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON achievement_endorsements TO heder_definer;

-- Answered once, in time; what was said stays as it was said, and what was withdrawn stays withdrawn.
CREATE FUNCTION achievement_endorsements_check_life() RETURNS trigger LANGUAGE plpgsql AS $$
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
-- Who invited may come to have another account, also of what is over.
CREATE TRIGGER check_life BEFORE UPDATE OF status, endorser_name, endorser_url, comment, achievement_version_id, given_at, declined_at,
  withdrawn_at ON achievement_endorsements FOR EACH ROW
  EXECUTE FUNCTION achievement_endorsements_check_life();

-- What somebody with the link is asked about, as it is now.
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

-- An endorsement as it is published; one that was never given is none. What was signed for another address is not answered.
CREATE FUNCTION public_endorsement(p_id uuid, p_origin text)
  RETURNS TABLE (id uuid, slug text, is_withdrawn boolean, version_id uuid, name text, url text, comment text, given_at timestamptz,
    signed text, signed_jwt text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT e.id, o.slug, e.status = 'withdrawn', e.achievement_version_id, e.endorser_name, e.endorser_url, e.comment, e.given_at,
      CASE WHEN e.signed_origin = p_origin THEN e.signed END, CASE WHEN e.signed_origin = p_origin THEN e.signed_jwt END
    FROM achievement_endorsements e
    JOIN organizations o ON o.id = e.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    WHERE e.id = p_id AND e.given_at IS NOT NULL
$$;

-- Those of one version of an achievement, or of the issuer itself (null): the newest fifty.
CREATE FUNCTION public_endorsements(p_slug text, p_version_id uuid) RETURNS TABLE (id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT e.id FROM achievement_endorsements e
    JOIN organizations o ON o.id = e.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    WHERE o.slug = p_slug AND e.status = 'given' AND e.achievement_version_id IS NOT DISTINCT FROM p_version_id
    ORDER BY e.given_at DESC, e.id LIMIT 50
$$;

-- What a badge's page shows: those of its achievement, and then those of its issuer.
CREATE FUNCTION badge_endorsements(p_hash text)
  RETURNS TABLE (id uuid, of_issuer boolean, name text, url text, comment text, given_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT e.id, e.achievement_id IS NULL, e.endorser_name, e.endorser_url, e.comment, (e.given_at AT TIME ZONE o.time_zone)::date
    FROM earned_badges b
    JOIN organizations o ON o.id = b.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    JOIN achievement_endorsements e ON e.organization_id = b.organization_id
      AND (e.achievement_id = b.achievement_id OR e.achievement_id IS NULL)
    WHERE b.public_hash = p_hash AND e.status = 'given'
    ORDER BY e.achievement_id IS NULL, e.given_at DESC, e.id LIMIT 50
$$;

ALTER FUNCTION asked_endorsement(bytea) OWNER TO heder_definer;
ALTER FUNCTION public_endorsement(uuid, text) OWNER TO heder_definer;
ALTER FUNCTION public_endorsements(text, uuid) OWNER TO heder_definer;
ALTER FUNCTION badge_endorsements(text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION asked_endorsement(bytea), public_endorsement(uuid, text), public_endorsements(text, uuid),
  badge_endorsements(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asked_endorsement(bytea), public_endorsement(uuid, text), public_endorsements(text, uuid),
  badge_endorsements(text) TO heder_public;
