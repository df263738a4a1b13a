-- A badge as strangers see it: its public page, as far as its holder lets them, and links by which the holder shows it to
-- somebody for a while.

CREATE POLICY badge_page ON earned_badges FOR SELECT TO heder_definer USING (true);
CREATE POLICY badge_page ON achievement_versions FOR SELECT TO heder_definer USING (true);
CREATE POLICY badge_page ON achievements FOR SELECT TO heder_definer USING (true);
CREATE POLICY badge_page ON courses FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON earned_badges, achievement_versions, achievements, courses TO heder_definer;

-- The token is known to whoever has the link alone; here is what can be compared with it.
CREATE TABLE badge_shares (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  earned_badge_id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  fields text[] NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT badge_shares_token_unique UNIQUE (token_hash),
  CONSTRAINT badge_shares_badge FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT badge_shares_holder FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT badge_shares_token_hash_length CHECK (length(token_hash) = 32),
  CONSTRAINT badge_shares_fields CHECK (fields <@ ARRAY['name', 'day', 'reason', 'evidence'] AND array_position(fields, NULL) IS NULL),
  CONSTRAINT badge_shares_end_after_beginning CHECK (expires_at > created_at),
  CONSTRAINT badge_shares_a_year_at_most CHECK (expires_at <= created_at + interval '1 year')
);
COMMENT ON COLUMN badge_shares.fields IS 'what the link shows beside the badge itself';
CREATE INDEX idx_badge_shares_badge ON badge_shares (organization_id, earned_badge_id, created_at DESC);
CALL heder_protect('badge_shares', 'SELECT, INSERT, UPDATE (revoked_at)');
CREATE POLICY badge_page ON badge_shares TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON badge_shares TO heder_definer;

-- A badge is its holder's to show, and nobody else's.
CREATE FUNCTION badge_shares_check_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM earned_badges e WHERE e.organization_id = NEW.organization_id AND e.id = NEW.earned_badge_id
      AND e.user_id = NEW.user_id AND e.status IN ('awarded', 'expired') AND e.declined_at IS NULL) THEN
    PERFORM heder_refuse('badge_shares_of_a_badge_one_holds', 'a badge is shared by whoever holds it');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_new AFTER INSERT ON badge_shares FOR EACH ROW EXECUTE FUNCTION badge_shares_check_new();

CREATE FUNCTION badge_shares_withdrawal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('badge_shares_withdrawal_is_final', 'a link that was withdrawn stays so');
  RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_is_final BEFORE UPDATE OF revoked_at ON badge_shares FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL)
  EXECUTE FUNCTION badge_shares_withdrawal_is_final();

-- With a person go the links they made.
CREATE FUNCTION users_forget_badge_shares() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM badge_shares WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
ALTER FUNCTION users_forget_badge_shares() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION users_forget_badge_shares() FROM PUBLIC;
CREATE TRIGGER forget_badge_shares AFTER UPDATE OF erased_at ON users FOR EACH ROW
  WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION users_forget_badge_shares();

-- What a page about a badge shows, whoever asks. Who may ask is decided by the two functions below, which alone are open.
CREATE FUNCTION badge_facts(p_organization_id uuid, p_badge_id uuid)
  RETURNS TABLE (public_hash text, standing text, definition jsonb, "names" jsonb, organization_name text, organization_slug text,
    time_zone text, earned_on date, awarded_on date, expires_on date, revoked_on date, occurrence text,
    holder_name text, reason text, evidence_url text, evidence_narrative text)
  LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT e.public_hash,
      CASE WHEN e.status = 'awarded' AND e.expires_at <= now() THEN 'expired' ELSE e.status::text END,
      jsonb_build_object('name', d.d -> 'name', 'description', d.d -> 'description', 'category', d.d -> 'category',
        'icon', d.d -> 'badge_icon_url', 'imageCaption', d.d -> 'image_caption', 'imageAuthorName', d.d -> 'image_author_name',
        'imageAuthorUrl', d.d -> 'image_author_url', 'issuerName', d.d -> 'issuer_name', 'issuerUrl', d.d -> 'issuer_url',
        'language', d.d -> 'language', 'triggerType', d.d -> 'trigger_type', 'triggerThreshold', d.d -> 'trigger_threshold',
        'triggerMetadata', d.d -> 'trigger_metadata', 'criteria', d.d -> 'criteria', 'isRepeatable', d.d -> 'is_repeatable'),
      jsonb_build_object(
        'course', (SELECT jsonb_object_agg(c.code, c.title) FROM courses c WHERE c.organization_id = e.organization_id
          AND c.code IN (SELECT jsonb_path_query(d.d -> 'criteria', '$.**.courses[*]') #>> '{}')),
        'certification', (SELECT jsonb_object_agg(t.code, t.name) FROM certification_types t WHERE t.organization_id = e.organization_id
          AND t.code IN (SELECT jsonb_path_query(d.d -> 'criteria', '$.**.certifications[*]') #>> '{}')),
        'badge', (SELECT jsonb_object_agg(a.key, a.name) FROM achievements a WHERE a.organization_id = e.organization_id
          AND a.key IN (SELECT jsonb_path_query(d.d -> 'criteria', '$.**.badges[*]') #>> '{}'))),
      o.name, o.slug, o.time_zone,
      coalesce(e.met_on, (e.awarded_at AT TIME ZONE o.time_zone)::date), (e.awarded_at AT TIME ZONE o.time_zone)::date,
      -- The last day on which it is valid: what ends at midnight ended the day before.
      ((e.expires_at - interval '1 microsecond') AT TIME ZONE o.time_zone)::date,
      (e.revoked_at AT TIME ZONE o.time_zone)::date, e.occurrence,
      m.display_name, e.reason, e.evidence_url, e.evidence_narrative
    FROM earned_badges e
    JOIN achievement_versions v ON v.organization_id = e.organization_id AND v.id = e.achievement_version_id
    CROSS JOIN LATERAL (SELECT v.definition AS d) d
    JOIN organizations o ON o.id = e.organization_id
    JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
    JOIN users u ON u.id = e.user_id
    WHERE e.organization_id = p_organization_id AND e.id = p_badge_id
      AND e.status IN ('awarded', 'expired', 'revoked') AND e.declined_at IS NULL AND u.erased_at IS NULL
      AND EXISTS (SELECT FROM organization_modules x WHERE x.organization_id = e.organization_id AND x.module = 'open_badges' AND x.is_enabled)
$$;
REVOKE ALL ON FUNCTION badge_facts(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION badge_facts(uuid, uuid) TO heder_definer;

-- Who besides the holder sees a badge's page. Also for those who look after it, inside their organisation.
CREATE FUNCTION badge_audience(p_is_visible boolean, p_profile profile_visibility) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN NOT p_is_visible OR p_profile = 'private' THEN 'holder' WHEN p_profile = 'organization' THEN 'organization' ELSE 'everybody' END;
REVOKE ALL ON FUNCTION badge_audience(boolean, profile_visibility) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION badge_audience(boolean, profile_visibility) TO heder_app, heder_definer;

-- The page of a badge for somebody who is signed in (p_viewer, who the session says it is) or not (null); no row where they
-- are not to see it, which is as if there were none.
CREATE FUNCTION public_badge(p_hash text, p_viewer uuid)
  RETURNS TABLE (audience text, public_hash text, standing text, definition jsonb, "names" jsonb, organization_name text,
    organization_slug text, time_zone text, earned_on date, awarded_on date, expires_on date, revoked_on date, occurrence text,
    holder_name text, reason text, evidence_url text, evidence_narrative text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT w.audience, f.public_hash, f.standing, f.definition, f."names", f.organization_name, f.organization_slug, f.time_zone,
      f.earned_on, f.awarded_on, f.expires_on, f.revoked_on, f.occurrence, f.holder_name,
      -- Why it was given was written for the holder and colleagues.
      CASE WHEN w.audience <> 'everybody' THEN f.reason END, f.evidence_url, f.evidence_narrative
    FROM earned_badges e
    JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
    CROSS JOIN LATERAL (SELECT badge_audience(e.is_visible, m.profile_visibility) AS audience) w
    CROSS JOIN LATERAL badge_facts(e.organization_id, e.id) f
    WHERE e.public_hash = p_hash AND (w.audience = 'everybody' OR e.user_id = p_viewer
      OR (w.audience = 'organization' AND m.status = 'active' AND EXISTS (SELECT FROM memberships v
        WHERE v.organization_id = e.organization_id AND v.user_id = p_viewer AND v.status = 'active')))
$$;
ALTER FUNCTION public_badge(text, uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION public_badge(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_badge(text, uuid) TO heder_public;

-- What a link shows: the badge, and of the rest what its holder has chosen. A row with `is_over` alone where it did show one.
CREATE FUNCTION shared_badge(p_token_hash bytea)
  RETURNS TABLE (is_over boolean, until date, public_hash text, standing text, definition jsonb, "names" jsonb, organization_name text,
    organization_slug text, time_zone text, earned_on date, awarded_on date, expires_on date, revoked_on date, occurrence text,
    holder_name text, reason text, evidence_url text, evidence_narrative text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT f.public_hash IS NULL, CASE WHEN f.public_hash IS NOT NULL THEN (s.expires_at AT TIME ZONE f.time_zone)::date END,
      f.public_hash, f.standing, f.definition, f."names", f.organization_name, f.organization_slug, f.time_zone,
      CASE WHEN 'day' = ANY (s.fields) THEN f.earned_on END, CASE WHEN 'day' = ANY (s.fields) THEN f.awarded_on END,
      f.expires_on, f.revoked_on, CASE WHEN 'day' = ANY (s.fields) THEN f.occurrence END,
      CASE WHEN 'name' = ANY (s.fields) THEN f.holder_name END, CASE WHEN 'reason' = ANY (s.fields) THEN f.reason END,
      CASE WHEN 'evidence' = ANY (s.fields) THEN f.evidence_url END, CASE WHEN 'evidence' = ANY (s.fields) THEN f.evidence_narrative END
    FROM badge_shares s
    LEFT JOIN LATERAL badge_facts(s.organization_id, s.earned_badge_id) f ON s.revoked_at IS NULL AND s.expires_at > now()
    WHERE s.token_hash = p_token_hash;
END $$;
ALTER FUNCTION shared_badge(bytea) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION shared_badge(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shared_badge(bytea) TO heder_public;
