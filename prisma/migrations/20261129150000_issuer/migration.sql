-- Open Badges: the organisation as an issuer. Its keys, what each award and certificate has as a credential, and the
-- lists in which revocation is published.

CREATE TYPE issuer_key_algorithm AS ENUM ('Ed25519', 'RS256');
CREATE TYPE issuer_key_status AS ENUM ('active', 'retired');

-- A retired key signs nothing more and is published for good: what it has signed stays verifiable.
CREATE TABLE issuer_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  algorithm issuer_key_algorithm NOT NULL,
  public_key jsonb NOT NULL,
  private_key bytea NOT NULL,
  status issuer_key_status NOT NULL DEFAULT 'active',
  retired_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT issuer_keys_public_key_is_public CHECK (jsonb_typeof(public_key) = 'object' AND NOT public_key ?| ARRAY['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']),
  CONSTRAINT issuer_keys_retired_companions CHECK ((status = 'retired') = (retired_at IS NOT NULL))
);
CREATE UNIQUE INDEX issuer_keys_one_active ON issuer_keys (organization_id, algorithm) WHERE status = 'active';
CALL heder_protect('issuer_keys', 'SELECT, INSERT, UPDATE (status, retired_at)');
CREATE POLICY definer ON issuer_keys FOR SELECT TO heder_definer USING (true);
GRANT SELECT (id, organization_id, algorithm, public_key, status, created_at) ON issuer_keys TO heder_definer;
CREATE FUNCTION issuer_keys_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('issuer_keys_are_final', 'a key is made once, and retired once');
  RETURN NULL;
END $$;
CREATE TRIGGER are_final BEFORE UPDATE ON issuer_keys FOR EACH ROW
  WHEN (OLD.status = 'retired' OR (OLD.id, OLD.organization_id, OLD.algorithm, OLD.public_key, OLD.private_key, OLD.created_at)
    IS DISTINCT FROM (NEW.id, NEW.organization_id, NEW.algorithm, NEW.public_key, NEW.private_key, NEW.created_at))
  EXECUTE FUNCTION issuer_keys_are_final();
CREATE TRIGGER is_kept BEFORE DELETE ON issuer_keys FOR EACH ROW EXECUTE FUNCTION issuer_keys_are_final();

-- Places are given at random; a list in which free ones have become hard to find is followed by the next. What was signed
-- last stands here with what it said: as revocation never goes back, the number of the revoked tells whether it still holds.
CREATE TABLE status_lists (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  number integer NOT NULL,
  length integer NOT NULL DEFAULT 131072,
  signed text,
  signed_count integer,
  signed_origin text,
  issuer_key_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT status_lists_number_unique UNIQUE (organization_id, number),
  CONSTRAINT status_lists_key FOREIGN KEY (organization_id, issuer_key_id) REFERENCES issuer_keys (organization_id, id),
  CONSTRAINT status_lists_number_positive CHECK (number > 0),
  CONSTRAINT status_lists_hide_in_many CHECK (length >= 131072),
  CONSTRAINT status_lists_signed_companions CHECK (num_nulls(signed, signed_count, signed_origin, issuer_key_id) IN (0, 4))
);
CALL heder_protect('status_lists', 'SELECT, INSERT, UPDATE (signed, signed_count, signed_origin, issuer_key_id)');

-- What an award or a certificate has as a credential, from the first time somebody asks for it and for good: its place in a
-- list, and the salt of its holder's hash.
CREATE TABLE credentials (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  earned_badge_id uuid,
  certification_id uuid,
  salt text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', ''),
  status_list_id uuid NOT NULL,
  status_list_index integer NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT credentials_one_for_award UNIQUE (organization_id, earned_badge_id),
  CONSTRAINT credentials_one_for_certificate UNIQUE (organization_id, certification_id),
  CONSTRAINT credentials_place_unique UNIQUE (organization_id, status_list_id, status_list_index),
  CONSTRAINT credentials_award FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT credentials_certificate FOREIGN KEY (organization_id, certification_id) REFERENCES certifications (organization_id, id),
  CONSTRAINT credentials_list FOREIGN KEY (organization_id, status_list_id) REFERENCES status_lists (organization_id, id),
  CONSTRAINT credentials_of_one CHECK (num_nonnulls(earned_badge_id, certification_id) = 1),
  CONSTRAINT credentials_index_range CHECK (status_list_index >= 0),
  CONSTRAINT credentials_salt_format CHECK (salt ~ '^[0-9a-f]{32}$')
);
CREATE INDEX idx_credentials_revoked ON credentials (organization_id, status_list_id, status_list_index) WHERE revoked_at IS NOT NULL;
CALL heder_protect('credentials', 'SELECT, INSERT, UPDATE (revoked_at)');
CREATE POLICY definer ON credentials FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON credentials TO heder_definer;
CREATE FUNCTION credentials_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('credentials_are_final', 'a credential keeps its place, and a revoked one stays revoked');
  RETURN NULL;
END $$;
CREATE TRIGGER are_final BEFORE UPDATE ON credentials FOR EACH ROW
  WHEN (OLD.revoked_at IS NOT NULL OR to_jsonb(OLD) - 'revoked_at' IS DISTINCT FROM to_jsonb(NEW) - 'revoked_at')
  EXECUTE FUNCTION credentials_are_final();

-- In the transaction that revokes, so that no list says otherwise a moment longer. By statement: many may be revoked at once.
CREATE FUNCTION credentials_follow_awards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE credentials c SET revoked_at = now() FROM new_rows n
  WHERE c.organization_id = n.organization_id AND c.earned_badge_id = n.id AND c.revoked_at IS NULL
    AND (n.status = 'revoked' OR n.declined_at IS NOT NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER credentials_follow AFTER UPDATE ON earned_badges REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION credentials_follow_awards();
CREATE FUNCTION credentials_follow_certificates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE credentials c SET revoked_at = now() FROM new_rows n
  WHERE c.organization_id = n.organization_id AND c.certification_id = n.id AND c.revoked_at IS NULL AND n.status = 'revoked';
  RETURN NULL;
END $$;
CREATE TRIGGER credentials_follow AFTER UPDATE ON certifications REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION credentials_follow_certificates();

-- Documents as they were made last, so that the second who asks is answered by one read. A document holds while its stamp is
-- what the rows it was made of have now.
CREATE TYPE credential_form AS ENUM ('ob2', 'ob3', 'jwt_eddsa', 'jwt_rs256');
CREATE TABLE credential_documents (
  organization_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  form credential_form NOT NULL,
  stamp text NOT NULL,
  origin text NOT NULL,
  content_hash bytea NOT NULL,
  body text NOT NULL,
  issuer_key_id uuid,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, credential_id, form),
  CONSTRAINT credential_documents_credential FOREIGN KEY (organization_id, credential_id) REFERENCES credentials (organization_id, id),
  CONSTRAINT credential_documents_key FOREIGN KEY (organization_id, issuer_key_id) REFERENCES issuer_keys (organization_id, id),
  CONSTRAINT credential_documents_signed CHECK ((form = 'ob2') = (issuer_key_id IS NULL)),
  CONSTRAINT credential_documents_hash_length CHECK (octet_length(content_hash) = 32)
);
CALL heder_protect('credential_documents', 'SELECT, INSERT, UPDATE');
CREATE POLICY definer ON credential_documents FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON credential_documents TO heder_definer;
CREATE POLICY definer ON earned_badges FOR SELECT TO heder_definer USING (true);
CREATE POLICY definer ON achievement_versions FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON earned_badges, achievement_versions TO heder_definer;

-- Changes with everything a credential is made of, and with nothing a reader could learn from it. As numbers: a text of a
-- time depends on the session.
CREATE FUNCTION credential_stamp(p_subject timestamptz, p_kind timestamptz, p_issuer timestamptz, p_email text)
  RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN concat_ws('-', extract(epoch FROM p_subject), extract(epoch FROM p_kind), extract(epoch FROM p_issuer), md5(coalesce(p_email, '')));
REVOKE ALL ON FUNCTION credential_stamp(timestamptz, timestamptz, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION credential_stamp(timestamptz, timestamptz, timestamptz, text) TO heder_app, heder_definer;

-- An award as strangers may know it by its hash, and its document while that holds. Nothing of an organisation that
-- publishes no badges, of one that waits or was rejected or declined, or of a person who was erased.
CREATE FUNCTION public_award_credential(p_hash text, p_form credential_form, p_origin text)
  RETURNS TABLE (slug text, revocation_reason text, is_revoked boolean, body text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.slug, CASE WHEN b.status = 'revoked' THEN b.revocation_reason END, b.status = 'revoked',
      CASE WHEN b.status <> 'revoked' THEN d.body END
    FROM earned_badges b
    JOIN organizations o ON o.id = b.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    JOIN memberships m ON m.organization_id = b.organization_id AND m.user_id = b.user_id
    JOIN users u ON u.id = b.user_id AND u.erased_at IS NULL
    LEFT JOIN credentials c ON c.organization_id = b.organization_id AND c.earned_badge_id = b.id
    LEFT JOIN credential_documents d ON d.organization_id = c.organization_id AND d.credential_id = c.id AND d.form = p_form
      AND d.origin = p_origin AND d.stamp = credential_stamp(b.updated_at, NULL, o.updated_at, m.email)
    WHERE b.public_hash = p_hash AND b.declined_at IS NULL AND b.status IN ('awarded', 'expired', 'revoked')
$$;

-- The same of a certificate, by the code that is printed on it. Why it was revoked is for the administration alone.
CREATE FUNCTION public_certificate_credential(p_token text, p_form credential_form, p_origin text)
  RETURNS TABLE (slug text, revocation_reason text, is_revoked boolean, body text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.slug, NULL::text, b.status = 'revoked', CASE WHEN b.status <> 'revoked' THEN d.body END
    FROM certifications b
    JOIN certification_types t ON t.organization_id = b.organization_id AND t.id = b.certification_type_id
    JOIN organizations o ON o.id = b.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    JOIN memberships m ON m.organization_id = b.organization_id AND m.user_id = b.user_id
    JOIN users u ON u.id = b.user_id AND u.erased_at IS NULL
    LEFT JOIN credentials c ON c.organization_id = b.organization_id AND c.certification_id = b.id
    LEFT JOIN credential_documents d ON d.organization_id = c.organization_id AND d.credential_id = c.id AND d.form = p_form
      AND d.origin = p_origin AND d.stamp = credential_stamp(b.updated_at, t.updated_at, o.updated_at, m.email)
    WHERE b.verification_token = p_token
$$;

-- An organisation as an issuer, with the public halves of all its keys.
CREATE FUNCTION public_issuer(p_slug text)
  RETURNS TABLE (slug text, name text, url text, email text, description text, image_url text, locale text, keys jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.slug, o.name, o.issuer_url, o.issuer_email, o.issuer_description, o.issuer_image_url, o.locale, coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', k.id, 'algorithm', k.algorithm, 'publicKey', k.public_key) ORDER BY k.created_at, k.id)
      FROM issuer_keys k WHERE k.organization_id = o.id), '[]')
    FROM organizations o
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
    WHERE o.slug = p_slug AND o.is_active
$$;

-- Whose the definition of a badge is, or the type of a certificate; nothing of an organisation that publishes none.
CREATE FUNCTION public_achievement_issuer(p_id uuid) RETURNS TABLE (slug text, is_certificate boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.slug, a.is_certificate
    FROM (SELECT v.organization_id, false AS is_certificate FROM achievement_versions v WHERE v.id = p_id
      UNION ALL SELECT t.organization_id, true FROM certification_types t WHERE t.id = p_id) a
    JOIN organizations o ON o.id = a.organization_id AND o.is_active
    JOIN organization_modules om ON om.organization_id = o.id AND om.module = 'open_badges' AND om.is_enabled
$$;

ALTER FUNCTION public_award_credential(text, credential_form, text) OWNER TO heder_definer;
ALTER FUNCTION public_certificate_credential(text, credential_form, text) OWNER TO heder_definer;
ALTER FUNCTION public_issuer(text) OWNER TO heder_definer;
ALTER FUNCTION public_achievement_issuer(uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION public_award_credential(text, credential_form, text), public_certificate_credential(text, credential_form, text),
  public_issuer(text), public_achievement_issuer(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_award_credential(text, credential_form, text), public_certificate_credential(text, credential_form, text),
  public_issuer(text), public_achievement_issuer(uuid) TO heder_public;

-- The place in a list is a credential's.
ALTER TABLE earned_badges DROP COLUMN status_list_index;
