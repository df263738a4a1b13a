-- Keys of other systems, what they sent before, and what they need to read changes in the order they happened.

-- The secret itself is nowhere: 256 random bits need no slow hash, and a unique one is found by index.
CREATE TABLE api_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by_user_id uuid,
  created_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT api_keys_secret_hash_unique UNIQUE (secret_hash),
  CONSTRAINT api_keys_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 100),
  CONSTRAINT api_keys_prefix_format CHECK (prefix ~ '^[0-9a-z]{8}$'),
  CONSTRAINT api_keys_secret_hash_length CHECK (octet_length(secret_hash) = 32),
  CONSTRAINT api_keys_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['people:read', 'achievements:read', 'awards:read',
    'tiers:read', 'certifications:read', 'activities:write', 'referrals:write', 'course-registrations:write']),
  CONSTRAINT api_keys_expires_after_creation CHECK (expires_at > created_at),
  CONSTRAINT api_keys_revoked_companions CHECK (revoked_at IS NOT NULL OR revoked_by_user_id IS NULL)
);
CREATE INDEX idx_api_keys_org_created ON api_keys (organization_id, created_at DESC, id);
CALL heder_protect('api_keys', 'SELECT, INSERT, UPDATE');
CREATE POLICY definer ON api_keys TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (last_used_at) ON api_keys TO heder_definer;

-- What a key is and may is settled when it is made; what was revoked stays so.
CREATE FUNCTION api_keys_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('api_keys_are_final', 'an API key is not changed, only revoked');
  RETURN NULL;
END $$;
CREATE TRIGGER are_final BEFORE UPDATE ON api_keys FOR EACH ROW
  WHEN ((OLD.id, OLD.organization_id, OLD.prefix, OLD.secret_hash, OLD.scopes, OLD.expires_at, OLD.created_at)
    IS DISTINCT FROM (NEW.id, NEW.organization_id, NEW.prefix, NEW.secret_hash, NEW.scopes, NEW.expires_at, NEW.created_at)
    OR (OLD.revoked_at IS NOT NULL AND OLD.revoked_at IS DISTINCT FROM NEW.revoked_at))
  EXECUTE FUNCTION api_keys_are_final();

-- Key and organisation in one trip, before the organisation is known. An unknown, a revoked and an expired key, and one
-- of a closed organisation, all give no row. That it was used is written at most once a minute.
CREATE FUNCTION resolve_api_key(p_secret_hash bytea)
  RETURNS TABLE (key_id uuid, key_name text, scopes text[], organization_id uuid, organization_slug text, organization_name text,
    organization_locale text, time_zone text, certificate_prefix text, expiry_warning_days integer, modules module[])
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE api_keys k SET last_used_at = now()
    WHERE k.secret_hash = p_secret_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
      AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute');
    SELECT k.id, k.name, k.scopes, o.id, o.slug, o.name, o.locale, o.time_zone, o.certificate_prefix, o.expiry_warning_days,
      ARRAY(SELECT om.module FROM organization_modules om WHERE om.organization_id = o.id AND om.is_enabled)
    FROM api_keys k JOIN organizations o ON o.id = k.organization_id AND o.is_active
    WHERE k.secret_hash = p_secret_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
ALTER FUNCTION resolve_api_key(bytea) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION resolve_api_key(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolve_api_key(bytea) TO heder_app;

-- A request that is repeated is answered as the first time. The row is written in the transaction of what the request
-- did: who repeats it while the first one runs waits for its end.
CREATE TABLE idempotency_keys (
  organization_id uuid NOT NULL,
  api_key_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status integer,
  answer text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, api_key_id, key),
  FOREIGN KEY (organization_id, api_key_id) REFERENCES api_keys (organization_id, id),
  CONSTRAINT idempotency_keys_key_length CHECK (length(key) BETWEEN 1 AND 255),
  CONSTRAINT idempotency_keys_request_hash_length CHECK (octet_length(request_hash) = 32),
  CONSTRAINT idempotency_keys_answer_companions CHECK ((status IS NULL) = (answer IS NULL))
);
CREATE INDEX idx_idempotency_keys_created ON idempotency_keys (organization_id, created_at);
CALL heder_protect('idempotency_keys');

-- Who did it: a person, a job, the command line, or a key.
ALTER TABLE audit_log ADD COLUMN actor_api_key_id uuid,
  ADD CONSTRAINT audit_log_api_key FOREIGN KEY (organization_id, actor_api_key_id) REFERENCES api_keys (organization_id, id),
  ADD CONSTRAINT audit_log_actor_api_key CHECK ((actor_kind = 'api_key') = (actor_api_key_id IS NOT NULL));

-- Which key a fact came by, as recorded_by_user_id is who wrote it down. No reference, which bulk work would pay for once
-- a row: keys are never deleted.
ALTER TABLE activities ADD COLUMN api_key_id uuid;
ALTER TABLE referrals ADD COLUMN api_key_id uuid;
ALTER TABLE course_registrations ADD COLUMN api_key_id uuid;

-- What has changed since, in that order, page by page.
CREATE INDEX idx_memberships_org_updated ON memberships (organization_id, updated_at, id);
CREATE INDEX idx_achievements_org_updated ON achievements (organization_id, updated_at, id);
CREATE INDEX idx_earned_badges_org_updated ON earned_badges (organization_id, updated_at, id);
CREATE INDEX idx_tier_assignments_org_updated ON tier_assignments (organization_id, updated_at, id);
CREATE INDEX idx_certifications_org_updated ON certifications (organization_id, updated_at, id);
