-- A whole profile as strangers see it: at an address its holder chose, and by links the holder gives to somebody for a while.

-- The address is the installation's and not one organisation's: /p/<slug>.
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
UPDATE memberships m SET profile_slug = NULL WHERE EXISTS (
  SELECT FROM memberships o WHERE o.profile_slug = m.profile_slug AND (o.created_at, o.id) < (m.created_at, m.id));
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships DROP CONSTRAINT memberships_profile_slug_unique;
ALTER TABLE memberships ADD CONSTRAINT memberships_profile_slug_unique UNIQUE (profile_slug);
ALTER TABLE memberships ADD COLUMN profile_certificates boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN memberships.profile_certificates IS 'the public profile shows the valid certificates too';

CREATE POLICY public_profile ON tier_assignments FOR SELECT TO heder_definer USING (true);
CREATE POLICY public_profile ON recognition_tiers FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON tier_assignments, recognition_tiers TO heder_definer;

-- As badge_shares, for all that the profile shows.
CREATE TABLE profile_shares (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  parts text[] NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT profile_shares_token_unique UNIQUE (token_hash),
  CONSTRAINT profile_shares_holder FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT profile_shares_token_hash_length CHECK (length(token_hash) = 32),
  CONSTRAINT profile_shares_parts CHECK (parts <@ ARRAY['name', 'tier', 'badges', 'certificates'] AND array_position(parts, NULL) IS NULL
    AND parts && ARRAY['tier', 'badges', 'certificates']),
  CONSTRAINT profile_shares_end_after_beginning CHECK (expires_at > created_at),
  CONSTRAINT profile_shares_a_year_at_most CHECK (expires_at <= created_at + interval '1 year')
);
COMMENT ON COLUMN profile_shares.parts IS 'what the link shows';
CREATE INDEX idx_profile_shares_holder ON profile_shares (organization_id, user_id, created_at DESC);
CALL heder_protect('profile_shares', 'SELECT, INSERT, UPDATE (revoked_at)');
CREATE POLICY public_profile ON profile_shares TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON profile_shares TO heder_definer;

CREATE FUNCTION profile_shares_withdrawal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('profile_shares_withdrawal_is_final', 'a link that was withdrawn stays so');
  RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_is_final BEFORE UPDATE OF revoked_at ON profile_shares FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL)
  EXECUTE FUNCTION profile_shares_withdrawal_is_final();

-- With a person go the links they made, and the address of their profile.
CREATE FUNCTION users_forget_profiles() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM profile_shares WHERE user_id = NEW.id;
  UPDATE memberships SET profile_slug = NULL WHERE user_id = NEW.id AND profile_slug IS NOT NULL;
  RETURN NULL;
END $$;
ALTER FUNCTION users_forget_profiles() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION users_forget_profiles() FROM PUBLIC;
CREATE TRIGGER forget_profiles AFTER UPDATE OF erased_at ON users FOR EACH ROW
  WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION users_forget_profiles();

CREATE FUNCTION profile_has_module(p_organization_id uuid, p_module module) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT FROM organization_modules x WHERE x.organization_id = p_organization_id AND x.module = p_module AND x.is_enabled)
$$;

-- Whose profile has an address, or is shown by a link: active people, where the organisation shows anything to strangers.
CREATE FUNCTION profile_is_there(p_organization_id uuid, p_user_id uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT FROM memberships m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
      WHERE m.organization_id = p_organization_id AND m.user_id = p_user_id AND m.status = 'active' AND u.erased_at IS NULL AND o.is_active)
    AND profile_has_module(p_organization_id, 'open_badges')
$$;

-- What a profile shows beside its badges, of the parts that are asked for. Whoever may ask is decided by the functions below.
CREATE FUNCTION profile_facts(p_organization_id uuid, p_user_id uuid, p_parts text[])
  RETURNS TABLE (organization_name text, time_zone text, holder_name text, tier jsonb, certificates jsonb)
  LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT o.name, o.time_zone, CASE WHEN 'name' = ANY (p_parts) THEN m.display_name END,
      CASE WHEN 'tier' = ANY (p_parts) AND profile_has_module(o.id, 'recognition_tiers') THEN (
        SELECT jsonb_build_object('tierId', t.id, 'name', t.name, 'iconKey', t.icon_key, 'colorToken', t.color_token,
          'description', t.description, 'periodKey', a.period_key)
        FROM tier_assignments a
        JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id AND t.is_active
        WHERE a.organization_id = o.id AND a.user_id = m.user_id AND a.status = 'assigned'
          AND a.period_key IN ('lifetime', to_char(now() AT TIME ZONE o.time_zone, 'YYYY'), to_char(now() AT TIME ZONE o.time_zone, 'YYYY"-Q"Q'))
        ORDER BY t.display_order DESC LIMIT 1) END,
      CASE WHEN 'certificates' = ANY (p_parts) AND profile_has_module(o.id, 'certifications') THEN (
        SELECT jsonb_agg(jsonb_build_object('number', c.certificate_number, 'type', c.name, 'issuedOn', (c.issued_at AT TIME ZONE o.time_zone)::date,
          'expiresOn', ((c.expires_at - interval '1 microsecond') AT TIME ZONE o.time_zone)::date) ORDER BY c.issued_at DESC, c.certificate_number)
        FROM (SELECT c.*, t.name FROM certifications c
          JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
          WHERE c.organization_id = o.id AND c.user_id = m.user_id AND c.status IN ('active', 'expiring_soon')
            AND (c.expires_at IS NULL OR c.expires_at > now())
          ORDER BY c.issued_at DESC, c.certificate_number LIMIT 100) c) END
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.organization_id = p_organization_id AND m.user_id = p_user_id
$$;

-- The badges a profile shows to strangers: what stands or has run its time and is not hidden; several of one achievement are
-- one, the newest. At most p_most of a category, those after a place where one is given.
CREATE FUNCTION profile_badges(p_organization_id uuid, p_user_id uuid, p_category text, p_most integer, p_day date, p_achievement uuid)
  RETURNS TABLE (category text, achievements integer, badges integer, public_hash text, "name" text, icon text, occurrence text,
    times integer, earned_on date, standing text, achievement_id uuid)
  LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    WITH held AS (
      SELECT e.achievement_id, e.public_hash, e.occurrence,
        CASE WHEN e.status = 'awarded' AND e.expires_at <= now() THEN 'expired' ELSE e.status::text END AS standing,
        coalesce(e.met_on, (e.awarded_at AT TIME ZONE o.time_zone)::date) AS earned_on
      FROM earned_badges e JOIN organizations o ON o.id = e.organization_id
      WHERE e.organization_id = p_organization_id AND e.user_id = p_user_id AND e.status IN ('awarded', 'expired')
        AND e.declined_at IS NULL AND e.is_visible AND profile_has_module(p_organization_id, 'achievements_gamification')
    ), newest AS (
      SELECT DISTINCT ON (achievement_id) *, count(*) OVER (PARTITION BY achievement_id)::integer AS times
      FROM held ORDER BY achievement_id, earned_on DESC, public_hash
    ), counted AS (
      SELECT a.category::text AS category, a.name, a.badge_icon_url AS icon, n.*,
        count(*) OVER c::integer AS achievements, sum(n.times) OVER c::integer AS badges
      FROM newest n JOIN achievements a ON a.organization_id = p_organization_id AND a.id = n.achievement_id
      WHERE p_category IS NULL OR a.category::text = p_category
      WINDOW c AS (PARTITION BY a.category)
    ), placed AS (
      SELECT *, row_number() OVER (PARTITION BY category ORDER BY earned_on DESC, achievement_id DESC) AS place
      FROM counted WHERE p_day IS NULL OR (earned_on, achievement_id) < (p_day, p_achievement)
    ), categories AS (
      SELECT a.category::text AS category, min(a.sort_order) AS sort_order FROM achievements a
      WHERE a.organization_id = p_organization_id AND a.status <> 'draft' GROUP BY a.category
    )
    SELECT p.category, p.achievements, p.badges, p.public_hash, p.name, p.icon, p.occurrence, p.times, p.earned_on, p.standing, p.achievement_id
    FROM placed p LEFT JOIN categories c ON c.category = p.category
    WHERE p.place <= p_most ORDER BY c.sort_order NULLS LAST, p.category, p.place
$$;

-- The profile at an address. No row for an unknown one, for a profile that is not for everybody, and where the organisation
-- shows nothing to strangers: all alike.
CREATE FUNCTION public_profile(p_slug text)
  RETURNS TABLE (organization_name text, time_zone text, holder_name text, tier jsonb, certificates jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT f.* FROM memberships m
    CROSS JOIN LATERAL profile_facts(m.organization_id, m.user_id,
      CASE WHEN m.profile_certificates THEN ARRAY['name', 'tier', 'certificates'] ELSE ARRAY['name', 'tier'] END) f
    WHERE m.profile_slug = p_slug AND m.profile_visibility = 'public' AND profile_is_there(m.organization_id, m.user_id)
$$;

CREATE FUNCTION public_profile_badges(p_slug text, p_category text, p_most integer, p_day date, p_achievement uuid)
  RETURNS TABLE (category text, achievements integer, badges integer, public_hash text, "name" text, icon text, occurrence text,
    times integer, earned_on date, standing text, achievement_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT b.* FROM memberships m
    CROSS JOIN LATERAL profile_badges(m.organization_id, m.user_id, p_category, least(p_most, 100), p_day, p_achievement) b
    WHERE m.profile_slug = p_slug AND m.profile_visibility = 'public' AND profile_is_there(m.organization_id, m.user_id)
$$;

-- What a link shows. A row with `is_over` alone where it did show something once.
CREATE FUNCTION shared_profile(p_token_hash bytea)
  RETURNS TABLE (is_over boolean, until date, organization_name text, time_zone text, holder_name text, tier jsonb, certificates jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT f.organization_name IS NULL, (s.expires_at AT TIME ZONE f.time_zone)::date, f.organization_name, f.time_zone, f.holder_name,
      f.tier, f.certificates
    FROM profile_shares s
    LEFT JOIN LATERAL profile_facts(s.organization_id, s.user_id, s.parts) f
      ON s.revoked_at IS NULL AND s.expires_at > now() AND profile_is_there(s.organization_id, s.user_id)
    WHERE s.token_hash = p_token_hash
$$;

-- Their own pages are as open as the profile is: the hash of a badge is given away only where that is open to everybody.
CREATE FUNCTION shared_profile_badges(p_token_hash bytea, p_category text, p_most integer, p_day date, p_achievement uuid)
  RETURNS TABLE (category text, achievements integer, badges integer, public_hash text, "name" text, icon text, occurrence text,
    times integer, earned_on date, standing text, achievement_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT b.category, b.achievements, b.badges, CASE WHEN m.profile_visibility = 'public' THEN b.public_hash END, b.name, b.icon,
      b.occurrence, b.times, b.earned_on, b.standing, b.achievement_id
    FROM profile_shares s JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.user_id
    CROSS JOIN LATERAL profile_badges(s.organization_id, s.user_id, p_category, least(p_most, 100), p_day, p_achievement) b
    WHERE s.token_hash = p_token_hash AND 'badges' = ANY (s.parts) AND s.revoked_at IS NULL AND s.expires_at > now()
      AND profile_is_there(s.organization_id, s.user_id)
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN
    ('profile_has_module', 'profile_is_there', 'profile_facts', 'profile_badges') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO heder_definer', f);
  END LOOP;
  FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN
    ('public_profile', 'public_profile_badges', 'shared_profile', 'shared_profile_badges') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO heder_definer', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO heder_public', f);
  END LOOP;
END $$;
