-- Numbered certificates and their life (seed 004).

CREATE TYPE certification_status AS ENUM ('active', 'expiring_soon', 'expired', 'revoked', 'superseded');
CREATE TYPE certification_source AS ENUM ('course_completion', 'manual', 'import');

CREATE TABLE certification_types (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  validity_months integer,
  warning_days integer,
  auto_issue_course_id uuid,
  access_scopes text[] NOT NULL DEFAULT '{}',
  template jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT certification_types_code_unique UNIQUE (organization_id, code),
  FOREIGN KEY (organization_id, auto_issue_course_id) REFERENCES courses (organization_id, id),
  CONSTRAINT certification_types_code_format CHECK (code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$' AND length(code) <= 80),
  CONSTRAINT certification_types_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200),
  CONSTRAINT certification_types_validity_positive CHECK (validity_months BETWEEN 1 AND 1200),
  CONSTRAINT certification_types_warning_days CHECK (warning_days BETWEEN 1 AND 365),
  CONSTRAINT certification_types_template_is_object CHECK (jsonb_typeof(template) = 'object')
);
COMMENT ON COLUMN certification_types.validity_months IS 'NULL = valid for life';
CALL heder_protect('certification_types', 'SELECT, INSERT, UPDATE');

CREATE TABLE certificate_counters (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  year integer NOT NULL,
  last_value integer NOT NULL DEFAULT 0,
  PRIMARY KEY (organization_id, year),
  CONSTRAINT certificate_counters_not_negative CHECK (last_value >= 0)
);
CALL heder_protect('certificate_counters', 'SELECT, INSERT, UPDATE');

CREATE TABLE certifications (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  certification_type_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  certificate_number text NOT NULL,
  status certification_status NOT NULL DEFAULT 'active',
  issued_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  issued_by_user_id uuid REFERENCES users (id),
  source certification_source NOT NULL,
  course_registration_id uuid,
  revoked_at timestamptz,
  revoked_by_user_id uuid REFERENCES users (id),
  revocation_reason text,
  expiry_warning_sent_at timestamptz,
  notes text,
  renewed_by_id uuid,
  idempotency_key text,
  idempotency_hash text,
  import_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT certifications_idempotency_key_unique UNIQUE (organization_id, idempotency_key),
  CONSTRAINT certifications_holder FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  -- organization_scoped_type: a type of another organisation cannot be pointed at
  CONSTRAINT certifications_type FOREIGN KEY (organization_id, certification_type_id) REFERENCES certification_types (organization_id, id),
  CONSTRAINT certifications_course_registration FOREIGN KEY (organization_id, course_registration_id) REFERENCES course_registrations (organization_id, id),
  CONSTRAINT certifications_renewed_by FOREIGN KEY (organization_id, renewed_by_id) REFERENCES certifications (organization_id, id),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT certifications_expires_after_issue CHECK (expires_at > issued_at),
  CONSTRAINT certifications_number_format CHECK (certificate_number ~ '^[A-Z][A-Z0-9]{1,9}-\d{4}-\d{5,}$'),
  CONSTRAINT certifications_course_source CHECK ((source = 'course_completion') = (course_registration_id IS NOT NULL)),
  CONSTRAINT certifications_manual_has_issuer CHECK (source <> 'manual' OR issued_by_user_id IS NOT NULL),
  CONSTRAINT certifications_course_has_no_issuer CHECK (source <> 'course_completion' OR issued_by_user_id IS NULL),
  CONSTRAINT certifications_revoked_companions CHECK (
    (status = 'revoked') = (revoked_at IS NOT NULL)
    AND (status = 'revoked') = (revocation_reason IS NOT NULL)
    AND (revoked_by_user_id IS NULL OR status = 'revoked')
    AND (status <> 'revoked' OR source = 'import' OR revoked_by_user_id IS NOT NULL)),
  CONSTRAINT certifications_revocation_reason_not_empty CHECK (btrim(revocation_reason) <> '' AND length(revocation_reason) <= 2000),
  CONSTRAINT certifications_superseded_has_successor CHECK (status <> 'superseded' OR renewed_by_id IS NOT NULL),
  CONSTRAINT certifications_lifetime_never_expires CHECK (expires_at IS NOT NULL OR status NOT IN ('expiring_soon', 'expired')),
  CONSTRAINT certifications_nobody_issues_to_themselves CHECK (user_id <> issued_by_user_id),
  CONSTRAINT certifications_idempotency_companions CHECK ((idempotency_key IS NULL) = (idempotency_hash IS NULL)),
  CONSTRAINT certifications_notes_length CHECK (length(notes) <= 5000)
);
CREATE INDEX idx_certification_user_id ON certifications (user_id);
CREATE INDEX idx_certification_type_id ON certifications (certification_type_id);
CREATE INDEX idx_certification_organization_id ON certifications (organization_id);
CREATE INDEX idx_certification_status ON certifications (status);
CREATE INDEX idx_certification_expires_at ON certifications (expires_at);
CREATE INDEX idx_certification_user_type_active ON certifications (user_id, certification_type_id, status);
CREATE UNIQUE INDEX idx_certification_certificate_number ON certifications (certificate_number);
CREATE INDEX idx_certification_org_expires ON certifications (organization_id, expires_at);
CREATE INDEX idx_certification_org_issued ON certifications (organization_id, issued_at DESC, id);
CREATE UNIQUE INDEX certifications_one_active ON certifications (user_id, certification_type_id) WHERE status IN ('active', 'expiring_soon');
CREATE UNIQUE INDEX certifications_one_per_registration ON certifications (organization_id, course_registration_id);
CALL heder_protect('certifications', 'SELECT, INSERT, UPDATE');

-- A coordinator or org admin of the organisation, or a global admin.
CREATE FUNCTION may_certify(p_organization_id uuid, p_user_id uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT FROM users u WHERE u.id = p_user_id AND u.is_global_admin)
      OR EXISTS (SELECT FROM memberships m WHERE m.organization_id = p_organization_id AND m.user_id = p_user_id
                 AND m.status = 'active' AND m.role IN ('coordinator', 'org_admin'))
$$;
ALTER FUNCTION may_certify(uuid, uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION may_certify(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION may_certify(uuid, uuid) TO heder_app;

CREATE FUNCTION certifications_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organization organizations%ROWTYPE;
  overriding boolean := app_is_platform() AND coalesce(current_setting('app.migration_override', true) = 'on', false);
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO organization FROM organizations o WHERE o.id = NEW.organization_id;
    IF split_part(NEW.certificate_number, '-', 1) <> organization.certificate_prefix THEN
      PERFORM heder_refuse('certifications_number_prefix', 'the number starts with the prefix of another organisation');
    END IF;
    IF split_part(NEW.certificate_number, '-', 2)::integer <> extract(year FROM NEW.issued_at AT TIME ZONE organization.time_zone) THEN
      PERFORM heder_refuse('certifications_number_year', 'the year of the number is not the year of issue');
    END IF;
    IF NEW.issued_by_user_id IS NOT NULL AND NOT may_certify(NEW.organization_id, NEW.issued_by_user_id) THEN
      PERFORM heder_refuse('certifications_issued_by_role', 'only coordinators, org admins and global admins issue certificates');
    END IF;
    IF NEW.source <> 'import' AND (organization.issuing_paused_at IS NOT NULL OR (SELECT i.issuing_paused_at FROM installation i) IS NOT NULL) THEN
      PERFORM heder_refuse('issuing_is_paused', 'issuing is paused');
    END IF;
    IF NEW.source <> 'import' AND NEW.status NOT IN ('active', 'expiring_soon') THEN
      PERFORM heder_refuse('certifications_status_transition', 'a new certificate is active');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND NOT overriding AND (OLD.status, NEW.status) NOT IN (
    ('active', 'expiring_soon'), ('active', 'expired'), ('active', 'revoked'), ('active', 'superseded'),
    ('expiring_soon', 'active'), ('expiring_soon', 'expired'), ('expiring_soon', 'revoked'), ('expiring_soon', 'superseded'),
    ('expired', 'revoked')) THEN
    PERFORM heder_refuse('certifications_status_transition', format('%s cannot become %s', OLD.status, NEW.status));
  END IF;
  IF (NEW.organization_id, NEW.certification_type_id, NEW.certificate_number, NEW.source, NEW.course_registration_id, NEW.issued_by_user_id)
     IS DISTINCT FROM (OLD.organization_id, OLD.certification_type_id, OLD.certificate_number, OLD.source, OLD.course_registration_id, OLD.issued_by_user_id) THEN
    PERFORM heder_refuse('certifications_identity_is_final', 'what was certified never changes');
  END IF;
  IF (NEW.issued_at, NEW.expires_at) IS DISTINCT FROM (OLD.issued_at, OLD.expires_at)
     AND OLD.status NOT IN ('active', 'expiring_soon') AND NOT overriding THEN
    PERFORM heder_refuse('certifications_dates_are_final', 'dates are corrected only while the certificate is valid');
  END IF;
  IF OLD.status = 'revoked' AND NOT overriding
     AND (NEW.revoked_at, NEW.revoked_by_user_id, NEW.revocation_reason) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by_user_id, OLD.revocation_reason) THEN
    PERFORM heder_refuse('certifications_revocation_is_final', 'a revocation never changes');
  END IF;
  IF NEW.revoked_by_user_id IS DISTINCT FROM OLD.revoked_by_user_id AND NEW.revoked_by_user_id IS NOT NULL
     AND NOT may_certify(NEW.organization_id, NEW.revoked_by_user_id) THEN
    PERFORM heder_refuse('certifications_revoked_by_role', 'only coordinators, org admins and global admins revoke certificates');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_certification BEFORE INSERT OR UPDATE ON certifications FOR EACH ROW EXECUTE FUNCTION certifications_check();

-- Public verification: a bare number tells type, organisation and state, and nothing about the person.
CREATE POLICY definer ON certifications FOR SELECT TO heder_definer USING (true);
CREATE POLICY definer ON certification_types FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON certifications, certification_types TO heder_definer;
CREATE FUNCTION public_certificate(p_number text)
  RETURNS TABLE (certificate_number text, type_name text, organization_name text, status certification_status, issued_on date, expires_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.certificate_number, t.name, o.name,
      CASE WHEN c.status IN ('active', 'expiring_soon') AND c.expires_at <= now() THEN 'expired' ELSE c.status END,
      (c.issued_at AT TIME ZONE o.time_zone)::date, (c.expires_at AT TIME ZONE o.time_zone)::date
    FROM certifications c
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    JOIN organizations o ON o.id = c.organization_id
    WHERE c.certificate_number = upper(btrim(p_number))
$$;
ALTER FUNCTION public_certificate(text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION public_certificate(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_certificate(text) TO heder_public;
