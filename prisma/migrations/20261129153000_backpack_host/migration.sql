-- Heder as a backpack: applications that people connect (OAuth 2), and the badges from elsewhere that people keep here.

-- Applications register themselves, before anybody has signed in and in no organisation: what stands here they said of
-- themselves. Those that nobody connects are forgotten.
CREATE TABLE oauth_clients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  website text,
  redirect_uris text[] NOT NULL,
  auth_method text NOT NULL,
  secret_hash bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT oauth_clients_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 100),
  CONSTRAINT oauth_clients_website_format CHECK (website ~ '^https?://\S+$' AND length(website) <= 2000),
  CONSTRAINT oauth_clients_redirect_uris CHECK (cardinality(redirect_uris) BETWEEN 1 AND 10 AND array_position(redirect_uris, NULL) IS NULL
    AND length(array_to_string(redirect_uris, ' ')) <= 10000),
  CONSTRAINT oauth_clients_auth_method CHECK (auth_method IN ('none', 'client_secret_basic', 'client_secret_post')),
  CONSTRAINT oauth_clients_secret_with_method CHECK ((auth_method = 'none') = (secret_hash IS NULL)),
  CONSTRAINT oauth_clients_secret_hash_length CHECK (octet_length(secret_hash) = 32)
);
GRANT SELECT, INSERT ON oauth_clients TO heder_app;

-- What a person has allowed an application, in one organisation. Whatever ends it ends all its tokens with it.
CREATE TABLE backpack_grants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  client_id uuid NOT NULL,
  scopes text[] NOT NULL,
  redirect_uri text NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_because text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT backpack_grants_member FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT backpack_grants_client FOREIGN KEY (client_id) REFERENCES oauth_clients (id),
  CONSTRAINT backpack_grants_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['credential.readonly', 'credential.upsert',
    'profile.readonly', 'profile.update']),
  CONSTRAINT backpack_grants_revoked_companions CHECK ((revoked_at IS NULL) = (revoked_because IS NULL)),
  CONSTRAINT backpack_grants_revoked_because CHECK (revoked_because IN ('disconnected', 'replaced', 'by_application', 'reused', 'left'))
);
CREATE UNIQUE INDEX backpack_grants_one_standing ON backpack_grants (organization_id, user_id, client_id) WHERE revoked_at IS NULL;
CREATE INDEX idx_backpack_grants_client ON backpack_grants (client_id);
CALL heder_protect('backpack_grants', 'SELECT, INSERT, UPDATE (last_used_at, revoked_at, revoked_because)');
CREATE FUNCTION backpack_grants_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('backpack_grants_are_final', 'what a person allowed is not changed, only revoked');
  RETURN NULL;
END $$;
CREATE TRIGGER are_final BEFORE UPDATE ON backpack_grants FOR EACH ROW
  WHEN ((OLD.id, OLD.organization_id, OLD.client_id, OLD.scopes, OLD.redirect_uri, OLD.created_at)
    IS DISTINCT FROM (NEW.id, NEW.organization_id, NEW.client_id, NEW.scopes, NEW.redirect_uri, NEW.created_at)
    OR (OLD.revoked_at IS NOT NULL AND (OLD.revoked_at, OLD.revoked_because) IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_because)))
  EXECUTE FUNCTION backpack_grants_are_final();

-- A code is exchanged once and within a minute. One that was is kept a while, so that a second use shows that it was stolen.
CREATE TABLE backpack_codes (
  organization_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  grant_id uuid NOT NULL,
  code_challenge text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, code_hash),
  CONSTRAINT backpack_codes_hash_unique UNIQUE (code_hash),
  CONSTRAINT backpack_codes_grant FOREIGN KEY (organization_id, grant_id) REFERENCES backpack_grants (organization_id, id),
  CONSTRAINT backpack_codes_hash_length CHECK (octet_length(code_hash) = 32),
  CONSTRAINT backpack_codes_challenge_format CHECK (code_challenge ~ '^[A-Za-z0-9_-]{43}$'),
  CONSTRAINT backpack_codes_within_a_minute CHECK (expires_at > created_at AND expires_at <= created_at + interval '60 seconds')
);
CREATE INDEX idx_backpack_codes_expires ON backpack_codes (organization_id, expires_at);
CALL heder_protect('backpack_codes', 'SELECT, INSERT, UPDATE (used_at), DELETE');

CREATE TYPE backpack_token_kind AS ENUM ('access', 'refresh');
-- Hashes of 256 random bits. A refresh token that was used stays until its end: used again, it ends the grant.
CREATE TABLE backpack_tokens (
  organization_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  grant_id uuid NOT NULL,
  kind backpack_token_kind NOT NULL,
  scopes text[] NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, token_hash),
  CONSTRAINT backpack_tokens_hash_unique UNIQUE (token_hash),
  CONSTRAINT backpack_tokens_grant FOREIGN KEY (organization_id, grant_id) REFERENCES backpack_grants (organization_id, id),
  CONSTRAINT backpack_tokens_hash_length CHECK (octet_length(token_hash) = 32),
  CONSTRAINT backpack_tokens_expires_after_creation CHECK (expires_at > created_at),
  CONSTRAINT backpack_tokens_only_refresh_is_used_up CHECK (used_at IS NULL OR kind = 'refresh'),
  CONSTRAINT backpack_tokens_scopes_not_empty CHECK (cardinality(scopes) > 0)
);
CREATE INDEX idx_backpack_tokens_grant ON backpack_tokens (organization_id, grant_id);
CREATE INDEX idx_backpack_tokens_expires ON backpack_tokens (organization_id, expires_at);
CALL heder_protect('backpack_tokens', 'SELECT, INSERT, UPDATE (used_at), DELETE');
CREATE FUNCTION used_once_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('used_once_is_final', 'a code or token that was used stays so');
  RETURN NULL;
END $$;
CREATE TRIGGER used_once_is_final BEFORE UPDATE ON backpack_codes FOR EACH ROW WHEN (OLD.used_at IS NOT NULL)
  EXECUTE FUNCTION used_once_is_final();
CREATE TRIGGER used_once_is_final BEFORE UPDATE ON backpack_tokens FOR EACH ROW WHEN (OLD.used_at IS NOT NULL)
  EXECUTE FUNCTION used_once_is_final();

-- Whose a code or token is, and where, before the organisation is known; whether it is still good is asked there. What is
-- unknown, and what is a closed organisation's, gives no row.
CREATE POLICY definer ON backpack_codes FOR SELECT TO heder_definer USING (true);
CREATE POLICY definer ON backpack_tokens FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON backpack_codes, backpack_tokens TO heder_definer;
CREATE FUNCTION find_backpack_secret(p_hash bytea) RETURNS TABLE (organization_slug text, user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.slug, g.user_id
    FROM (SELECT organization_id, grant_id FROM backpack_codes WHERE code_hash = p_hash
      UNION ALL SELECT organization_id, grant_id FROM backpack_tokens WHERE token_hash = p_hash) s
    JOIN backpack_grants g ON g.organization_id = s.organization_id AND g.id = s.grant_id
    JOIN organizations o ON o.id = s.organization_id AND o.is_active
$$;
ALTER FUNCTION find_backpack_secret(bytea) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION find_backpack_secret(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_backpack_secret(bytea) TO heder_app;

-- Who has left an organisation, or whose account is closed or erased, has allowed nobody anything any more. As the definer:
-- an account is closed outside of every organisation.
CREATE POLICY definer ON backpack_grants TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (revoked_at, revoked_because) ON backpack_grants TO heder_definer;
CREATE FUNCTION backpack_grants_follow_members() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE backpack_grants SET revoked_at = now(), revoked_because = 'left'
  WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id AND revoked_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER backpack_grants_follow AFTER UPDATE ON memberships FOR EACH ROW
  WHEN (NEW.status = 'inactive' AND OLD.status <> 'inactive') EXECUTE FUNCTION backpack_grants_follow_members();
CREATE FUNCTION backpack_grants_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE backpack_grants SET revoked_at = now(), revoked_because = 'left' WHERE user_id = NEW.id AND revoked_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER backpack_grants_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN ((NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL) OR (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL))
  EXECUTE FUNCTION backpack_grants_follow_accounts();
ALTER FUNCTION backpack_grants_follow_members() OWNER TO heder_definer;
ALTER FUNCTION backpack_grants_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION backpack_grants_follow_members(), backpack_grants_follow_accounts() FROM PUBLIC;

-- Anybody may register an application, so those that nobody has connected within a day are forgotten.
GRANT SELECT, DELETE ON oauth_clients TO heder_definer;
CREATE FUNCTION forget_unused_oauth_clients() RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE forgotten integer;
BEGIN
  DELETE FROM oauth_clients c WHERE c.created_at < now() - interval '1 day'
    AND NOT EXISTS (SELECT FROM backpack_grants g WHERE g.client_id = c.id);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
ALTER FUNCTION forget_unused_oauth_clients() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION forget_unused_oauth_clients() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_unused_oauth_clients() TO heder_app;

-- Badges from elsewhere (seed 003 badge_externals): as they were given to us, with what came of checking them last.
CREATE TABLE external_badges (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  identity_hash bytea NOT NULL,
  format text NOT NULL,
  encoding text NOT NULL,
  document text NOT NULL,
  source text NOT NULL,
  backpack_grant_id uuid,
  name text NOT NULL,
  issuer_name text,
  issued_at timestamptz,
  outcome text NOT NULL DEFAULT 'unchecked',
  holder text NOT NULL DEFAULT 'unknown',
  state text NOT NULL DEFAULT 'unknown',
  checks jsonb NOT NULL DEFAULT '[]',
  checked_at timestamptz,
  check_due_at timestamptz NOT NULL DEFAULT now(),
  is_visible boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT external_badges_once UNIQUE (organization_id, user_id, identity_hash),
  CONSTRAINT external_badges_member FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT external_badges_grant FOREIGN KEY (organization_id, backpack_grant_id) REFERENCES backpack_grants (organization_id, id),
  CONSTRAINT external_badges_identity_hash_length CHECK (octet_length(identity_hash) = 32),
  CONSTRAINT external_badges_format CHECK (format IN ('ob2', 'ob3')),
  CONSTRAINT external_badges_encoding CHECK (encoding IN ('json', 'jws', 'url')),
  CONSTRAINT external_badges_document_length CHECK (octet_length(document) BETWEEN 1 AND 1048576),
  CONSTRAINT external_badges_source CHECK (source IN ('upload', 'push')),
  CONSTRAINT external_badges_pushed_by_grant CHECK (source = 'push' OR backpack_grant_id IS NULL),
  CONSTRAINT external_badges_name_lengths CHECK (length(name) BETWEEN 1 AND 300 AND length(issuer_name) <= 300),
  CONSTRAINT external_badges_outcome CHECK (outcome IN ('unchecked', 'valid', 'invalid', 'undecided')),
  CONSTRAINT external_badges_holder CHECK (holder IN ('unknown', 'self', 'other')),
  CONSTRAINT external_badges_state CHECK (state IN ('valid', 'expired', 'not_yet', 'revoked', 'suspended', 'unknown')),
  CONSTRAINT external_badges_checks_are_list CHECK (jsonb_typeof(checks) = 'array'),
  CONSTRAINT external_badges_checked_companions CHECK ((outcome = 'unchecked') = (checked_at IS NULL))
);
CREATE INDEX idx_external_badges_member ON external_badges (organization_id, user_id, created_at DESC, id);
CREATE INDEX idx_external_badges_due ON external_badges (organization_id, check_due_at);
CALL heder_protect('external_badges');
