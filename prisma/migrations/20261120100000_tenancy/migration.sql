-- Who there is: organisations, people, roles, and the record of what was done.
-- Every tenant table is protected by heder_protect(): row-level security enabled and forced, rows only of the
-- organisation named by the transaction-local setting app.organization_id. No setting, no rows.

DO $$ BEGIN
  -- Owns the few SECURITY DEFINER functions, so that none of them runs as a superuser or as the tables' owner.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heder_definer') THEN
    CREATE ROLE heder_definer NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
END $$;
DO $$ BEGIN EXECUTE format('GRANT heder_definer TO %I', current_user); END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO heder_app, heder_worker, heder_public;
GRANT USAGE, CREATE ON SCHEMA public TO heder_definer;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- A setting that was used before on a pooled connection reads '' and not NULL.
CREATE FUNCTION app_organization_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.organization_id', true), '')::uuid;
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;
-- On only inside asPlatform(): a global admin or the operator's command line, always with an audit entry.
CREATE FUNCTION app_is_platform() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.platform', true) = 'on', false);
GRANT EXECUTE ON FUNCTION app_organization_id(), app_user_id(), app_is_platform()
  TO heder_app, heder_worker, heder_public, heder_definer;

CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;

-- The one way to say no from a trigger: it looks like a constraint of that name, so services translate both alike.
CREATE FUNCTION heder_refuse(rule text, explanation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule,
    MESSAGE = format('%s: violates check constraint "%s"', explanation, rule);
END $$;
GRANT EXECUTE ON FUNCTION heder_refuse(text, text) TO heder_app, heder_worker, heder_definer;

CREATE PROCEDURE heder_protect(target regclass, grants text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s TO heder_app USING (organization_id = app_organization_id()) WITH CHECK (organization_id = app_organization_id())', target);
  EXECUTE format('GRANT %s ON %s TO heder_app', grants, target);
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'updated_at' AND NOT attisdropped) THEN
    EXECUTE format('CREATE TRIGGER set_updated_at BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION set_updated_at()', target);
  END IF;
END $$;

CREATE TYPE module AS ENUM ('achievements_gamification', 'recognition_tiers', 'certifications', 'open_badges');
CREATE TYPE membership_role AS ENUM ('org_admin', 'coordinator', 'peer_mentor');
CREATE TYPE membership_status AS ENUM ('active', 'inactive');
CREATE TYPE profile_visibility AS ENUM ('private', 'organization', 'public');
CREATE TYPE password_link_purpose AS ENUM ('invitation', 'reset');
CREATE TYPE actor_kind AS ENUM ('user', 'system', 'command');

-- Installation-wide switches: one row.
CREATE TABLE installation (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  issuing_paused_at timestamptz,
  issuing_paused_reason text,
  demo_seeded_at timestamptz,
  CONSTRAINT installation_pause_has_reason CHECK ((issuing_paused_at IS NULL) = (issuing_paused_reason IS NULL))
);
INSERT INTO installation DEFAULT VALUES;
GRANT SELECT, UPDATE ON installation TO heder_app;
GRANT SELECT ON installation TO heder_definer, heder_worker;

CREATE TABLE organizations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  certificate_prefix text NOT NULL UNIQUE,
  locale text NOT NULL DEFAULT 'nb',
  time_zone text NOT NULL DEFAULT 'Europe/Oslo',
  is_active boolean NOT NULL DEFAULT true,
  expiry_warning_days integer NOT NULL DEFAULT 30,
  issuing_paused_at timestamptz,
  issuing_paused_by_user_id uuid,
  issuing_paused_reason text,
  issuer_url text,
  issuer_email text,
  issuer_description text,
  issuer_image_url text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organizations_slug_format CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) BETWEEN 2 AND 40),
  CONSTRAINT organizations_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200),
  CONSTRAINT organizations_certificate_prefix_format CHECK (certificate_prefix ~ '^[A-Z][A-Z0-9]{1,9}$'),
  CONSTRAINT organizations_locale CHECK (locale IN ('nb', 'nn', 'en')),
  CONSTRAINT organizations_expiry_warning_days CHECK (expiry_warning_days BETWEEN 1 AND 365),
  CONSTRAINT organizations_pause_has_reason CHECK ((issuing_paused_at IS NULL) = (issuing_paused_reason IS NULL))
);

CREATE FUNCTION organizations_check_time_zone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = NEW.time_zone) THEN
    PERFORM heder_refuse('organizations_time_zone', format('unknown time zone %L', left(NEW.time_zone, 60)));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_time_zone BEFORE INSERT OR UPDATE OF time_zone ON organizations
  FOR EACH ROW EXECUTE FUNCTION organizations_check_time_zone();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON organizations FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TABLE organization_modules (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  module module NOT NULL,
  is_enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, module)
);
CALL heder_protect('organization_modules');

-- One account of a person. The e-mail here is what they sign in with; what an organisation knows of them is a membership.
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text UNIQUE,
  name text NOT NULL,
  locale text,
  password_hash text,
  password_changed_at timestamptz,
  session_version integer NOT NULL DEFAULT 1,
  is_global_admin boolean NOT NULL DEFAULT false,
  deactivated_at timestamptz,
  last_signed_in_at timestamptz,
  erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_email_is_normal CHECK (email = lower(btrim(email)) AND length(email) BETWEEN 3 AND 254 AND email LIKE '%_@_%'),
  CONSTRAINT users_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200),
  CONSTRAINT users_locale CHECK (locale IN ('nb', 'nn', 'en'))
);
CREATE TRIGGER set_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TABLE memberships (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  role membership_role NOT NULL DEFAULT 'peer_mentor',
  status membership_status NOT NULL DEFAULT 'active',
  external_ref text,
  display_name text NOT NULL,
  email text,
  joined_on date,
  profile_slug text,
  profile_visibility profile_visibility NOT NULL DEFAULT 'organization',
  deactivated_at timestamptz,
  deactivated_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, user_id),
  CONSTRAINT memberships_external_ref_unique UNIQUE (organization_id, external_ref),
  CONSTRAINT memberships_email_unique UNIQUE (organization_id, email),
  CONSTRAINT memberships_profile_slug_unique UNIQUE (organization_id, profile_slug),
  CONSTRAINT memberships_display_name_not_empty CHECK (btrim(display_name) <> '' AND length(display_name) <= 200),
  CONSTRAINT memberships_email_is_normal CHECK (email = lower(btrim(email)) AND length(email) BETWEEN 3 AND 254 AND email LIKE '%_@_%'),
  CONSTRAINT memberships_external_ref_not_empty CHECK (btrim(external_ref) <> '' AND length(external_ref) <= 200),
  CONSTRAINT memberships_profile_slug_format CHECK (profile_slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(profile_slug) <= 80),
  CONSTRAINT memberships_inactive_has_time CHECK ((status = 'inactive') = (deactivated_at IS NOT NULL))
);
CREATE INDEX idx_memberships_user_id ON memberships (user_id);
CREATE INDEX idx_memberships_org_name ON memberships (organization_id, display_name, id);
CALL heder_protect('memberships');

CREATE TABLE groups (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  key text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT groups_key_unique UNIQUE (organization_id, key),
  CONSTRAINT groups_key_not_empty CHECK (btrim(key) <> '' AND length(key) <= 100),
  CONSTRAINT groups_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200)
);
CALL heder_protect('groups');

CREATE TABLE group_members (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  group_id uuid NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT group_members_unique UNIQUE (organization_id, group_id, user_id),
  FOREIGN KEY (organization_id, group_id) REFERENCES groups (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE
);
CREATE INDEX idx_group_members_user ON group_members (organization_id, user_id);
CALL heder_protect('group_members');

-- Single-use links to choose a password. Only a hash of the token is kept; only the functions below read it.
CREATE TABLE password_links (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id),
  membership_id uuid REFERENCES memberships (id),
  purpose password_link_purpose NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT password_links_invitation_has_membership CHECK (purpose <> 'reset' OR membership_id IS NULL)
);
ALTER TABLE password_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE password_links FORCE ROW LEVEL SECURITY;
CREATE POLICY definer ON password_links TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON password_links TO heder_definer;

-- Counters of rate-limiter-flexible; keys are hashes.
CREATE TABLE rate_limits (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO heder_app;

CREATE TABLE audit_log (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  organization_id uuid REFERENCES organizations (id),
  occurred_at timestamptz NOT NULL DEFAULT now(),
  actor_kind actor_kind NOT NULL,
  actor_user_id uuid,
  actor_role text,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid,
  before jsonb,
  after jsonb,
  UNIQUE (organization_id, id),
  CONSTRAINT audit_log_actor CHECK ((actor_kind = 'user') = (actor_user_id IS NOT NULL)),
  CONSTRAINT audit_log_action_format CHECK (action ~ '^[a-z_]+\.[a-z_]+$')
);
CREATE INDEX idx_audit_log_org_seq ON audit_log (organization_id, seq DESC);
CREATE INDEX idx_audit_log_subject ON audit_log (organization_id, subject_type, subject_id);
CALL heder_protect('audit_log', 'SELECT, INSERT');
CREATE POLICY platform ON audit_log TO heder_app USING (app_is_platform()) WITH CHECK (app_is_platform());
CREATE FUNCTION audit_log_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('audit_log_is_final', 'audit entries are never changed or removed');
  RETURN NULL;
END $$;
CREATE TRIGGER is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_final();

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations TO heder_app USING (id = app_organization_id()) WITH CHECK (id = app_organization_id());
CREATE POLICY platform ON organizations TO heder_app USING (app_is_platform()) WITH CHECK (app_is_platform());
CREATE POLICY worker ON organizations FOR SELECT TO heder_worker USING (true);
CREATE POLICY definer ON organizations FOR SELECT TO heder_definer USING (true);
GRANT SELECT, INSERT, UPDATE ON organizations TO heder_app;
GRANT SELECT (id, slug, is_active) ON organizations TO heder_worker;
GRANT SELECT ON organizations TO heder_definer;

CREATE POLICY definer ON organization_modules FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON organization_modules TO heder_definer;
CREATE POLICY definer ON memberships TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON memberships TO heder_definer;

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON users TO heder_app USING (id = app_user_id()) WITH CHECK (id = app_user_id());
CREATE POLICY platform ON users TO heder_app USING (app_is_platform()) WITH CHECK (app_is_platform());
CREATE POLICY definer ON users TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON users TO heder_app;
GRANT SELECT, INSERT, UPDATE ON users TO heder_definer;

-- What the door needs before anybody is signed in.
CREATE FUNCTION find_account(p_email text)
  RETURNS TABLE (user_id uuid, name text, locale text, password_hash text, session_version integer, is_global_admin boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT id, name, locale, password_hash, session_version, is_global_admin
    FROM users WHERE email = lower(btrim(p_email)) AND deactivated_at IS NULL AND erased_at IS NULL
$$;

-- Session and membership in one trip. A person without a membership in an active organisation, and a slug
-- that does not exist, both give a row without an organisation.
CREATE FUNCTION resolve_request(p_user_id uuid, p_slug text)
  RETURNS TABLE (name text, locale text, session_version integer, is_global_admin boolean,
    organization_id uuid, organization_slug text, organization_name text, organization_locale text, time_zone text,
    certificate_prefix text, expiry_warning_days integer, role membership_role, display_name text, modules module[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.name, u.locale, u.session_version, u.is_global_admin,
      o.id, o.slug, o.name, o.locale, o.time_zone, o.certificate_prefix, o.expiry_warning_days, m.role, m.display_name,
      ARRAY(SELECT om.module FROM organization_modules om WHERE om.organization_id = o.id AND om.is_enabled)
    FROM users u
    LEFT JOIN (organizations o LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = p_user_id AND m.status = 'active')
      ON o.slug = p_slug AND o.is_active AND (m.id IS NOT NULL OR u.is_global_admin)
    WHERE u.id = p_user_id AND u.deactivated_at IS NULL AND u.erased_at IS NULL
$$;

CREATE FUNCTION organizations_of_user(p_user_id uuid)
  RETURNS TABLE (organization_id uuid, slug text, name text, role membership_role)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.id, o.slug, o.name, m.role
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = p_user_id AND m.status = 'active' AND o.is_active ORDER BY o.name
$$;

-- Accounts for people an organisation adds. An address that nobody signs in with becomes the new account's own;
-- an address in use elsewhere gives a separate account without one, joined later by its owner (accept_invitation),
-- so adding somebody never attaches, changes or reveals an account of another organisation.
CREATE FUNCTION create_accounts(p_emails text[], p_names text[])
  RETURNS TABLE (ord bigint, user_id uuid)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY
  WITH given AS MATERIALIZED (
    SELECT g.ord, gen_random_uuid() AS id, nullif(lower(btrim(g.email)), '') AS email, g.name
    FROM unnest(p_emails, p_names) WITH ORDINALITY AS g (email, name, ord)
  ), named AS (
    INSERT INTO users (id, email, name) SELECT g.id, g.email, g.name FROM given g WHERE g.email IS NOT NULL
    ON CONFLICT (email) DO NOTHING RETURNING id
  ), unnamed AS (
    INSERT INTO users (id, email, name) SELECT g.id, NULL, g.name FROM given g WHERE g.id NOT IN (SELECT n.id FROM named n)
    RETURNING id
  )
  SELECT g.ord, g.id FROM given g ORDER BY g.ord;
END $$;

CREATE FUNCTION create_password_link(p_user_id uuid, p_membership_id uuid, p_purpose password_link_purpose,
    p_token_hash bytea, p_valid_for interval, p_created_by uuid) RETURNS timestamptz
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE password_links SET used_at = now() WHERE user_id = p_user_id AND purpose = p_purpose AND used_at IS NULL;
    INSERT INTO password_links (user_id, membership_id, purpose, token_hash, expires_at, created_by_user_id)
    VALUES (p_user_id, p_membership_id, p_purpose, p_token_hash, now() + p_valid_for, p_created_by) RETURNING expires_at;
$$;

-- What the page behind a link may say. needs_sign_in: the address already belongs to another account.
CREATE FUNCTION find_password_link(p_token_hash bytea)
  RETURNS TABLE (purpose password_link_purpose, user_id uuid, name text, email text, organization_name text, organization_slug text, needs_sign_in boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.purpose, u.id, u.name, coalesce(u.email, m.email), o.name, o.slug,
      u.email IS NULL AND EXISTS (SELECT FROM users other WHERE other.email = m.email)
    FROM password_links l JOIN users u ON u.id = l.user_id
    LEFT JOIN memberships m ON m.id = l.membership_id LEFT JOIN organizations o ON o.id = m.organization_id
    WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now()
      AND u.deactivated_at IS NULL AND u.erased_at IS NULL
$$;

-- Sets the password once; every session of the account ends. Answers the account, or nothing when the link is no longer good.
CREATE FUNCTION redeem_password_link(p_token_hash bytea, p_password_hash text) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link record;
BEGIN
  UPDATE password_links l SET used_at = now()
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now()
  RETURNING l.user_id, l.membership_id INTO link;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE users u SET password_hash = p_password_hash, password_changed_at = now(), session_version = session_version + 1,
    email = coalesce(u.email, (SELECT m.email FROM memberships m WHERE m.id = link.membership_id))
  WHERE u.id = link.user_id AND u.deactivated_at IS NULL AND u.erased_at IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN link.user_id;
END $$;

-- Somebody who already has an account joins with it: the membership and every fact of it move to that account.
CREATE FUNCTION accept_invitation(p_token_hash bytea, p_user_id uuid) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link record;
BEGIN
  UPDATE password_links l SET used_at = now()
  FROM memberships m, users owner
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now() AND l.purpose = 'invitation'
    AND m.id = l.membership_id AND owner.id = p_user_id AND owner.email = m.email
  RETURNING l.membership_id INTO link;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE memberships SET user_id = p_user_id WHERE id = link.membership_id;
  RETURN link.membership_id;
END $$;

-- After a change of role or a deactivation the person's sessions are looked at afresh; this ends them altogether.
CREATE FUNCTION end_sessions(p_user_id uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE users SET session_version = session_version + 1 WHERE id = p_user_id
$$;

CREATE FUNCTION is_global_admin(p_user_id uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT FROM users WHERE id = p_user_id AND is_global_admin)
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['find_account(text)', 'resolve_request(uuid, text)', 'organizations_of_user(uuid)',
    'create_accounts(text[], text[])', 'create_password_link(uuid, uuid, password_link_purpose, bytea, interval, uuid)',
    'find_password_link(bytea)', 'redeem_password_link(bytea, text)', 'accept_invitation(bytea, uuid)',
    'end_sessions(uuid)', 'is_global_admin(uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO heder_definer', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO heder_app', f);
  END LOOP;
END $$;
