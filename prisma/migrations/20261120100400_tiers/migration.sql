-- Bronze, Silver, Gold (seed 001; tier_assignments of seed 002).

CREATE TYPE tier_criteria_type AS ENUM ('activity_count', 'activity_hours', 'referral_count', 'course_completion_count', 'badge_count', 'membership_years');
CREATE TYPE award_period AS ENUM ('annual', 'seasonal', 'lifetime');
CREATE TYPE tier_assignment_status AS ENUM ('assigned', 'superseded', 'revoked');

CREATE TABLE recognition_tiers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  icon_key text NOT NULL,
  criteria_type tier_criteria_type NOT NULL,
  criteria_threshold numeric NOT NULL,
  criteria_filter jsonb,
  extra_criteria jsonb,
  award_period award_period NOT NULL,
  display_order integer NOT NULL,
  color_token text,
  description text,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT idx_recognition_tier_org_display_order UNIQUE (organization_id, display_order) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT recognition_tiers_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200),
  CONSTRAINT recognition_tiers_icon_key_not_empty CHECK (btrim(icon_key) <> '' AND length(icon_key) <= 200),
  CONSTRAINT recognition_tiers_threshold_positive CHECK (criteria_threshold > 0),
  CONSTRAINT recognition_tiers_display_order_positive CHECK (display_order > 0),
  CONSTRAINT recognition_tiers_filter_is_object CHECK (jsonb_typeof(criteria_filter) = 'object'),
  CONSTRAINT recognition_tiers_extra_criteria_is_versioned CHECK (
    extra_criteria IS NULL OR (jsonb_typeof(extra_criteria) = 'object' AND jsonb_typeof(extra_criteria -> 'version') IS NOT DISTINCT FROM 'number'))
);
CREATE INDEX idx_recognition_tier_org_id ON recognition_tiers (organization_id);
CREATE INDEX idx_recognition_tier_org_active ON recognition_tiers (organization_id, is_active);
CREATE UNIQUE INDEX idx_recognition_tier_org_name ON recognition_tiers (organization_id, lower(btrim(name)));
CREATE INDEX idx_recognition_tier_criteria_type ON recognition_tiers (criteria_type);
CALL heder_protect('recognition_tiers');

CREATE FUNCTION recognition_tiers_check_organization() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM organizations o WHERE o.id = NEW.organization_id AND o.is_active) THEN
    PERFORM heder_refuse('recognition_tiers_organization_is_active', 'the organisation is not active');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_organization BEFORE INSERT OR UPDATE ON recognition_tiers
  FOR EACH ROW EXECUTE FUNCTION recognition_tiers_check_organization();

CREATE TABLE tier_assignments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  tier_id uuid NOT NULL,
  user_id uuid NOT NULL,
  period_key text NOT NULL,
  period_start timestamptz,
  period_end timestamptz,
  metric_value numeric NOT NULL,
  status tier_assignment_status NOT NULL DEFAULT 'assigned',
  assigned_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  revocation_reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  -- soft_delete_only: a tier that was ever assigned cannot be deleted
  CONSTRAINT tier_assignments_tier FOREIGN KEY (organization_id, tier_id) REFERENCES recognition_tiers (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT tier_assignments_period_key_format CHECK (period_key ~ '^(lifetime|\d{4}|\d{4}-Q[1-4])$'),
  CONSTRAINT tier_assignments_period_bounds CHECK (
    (period_key = 'lifetime') = (period_start IS NULL) AND (period_start IS NULL) = (period_end IS NULL) AND (period_end > period_start OR period_end IS NULL)),
  CONSTRAINT tier_assignments_revoked_companions CHECK (
    (status = 'revoked') = (revoked_at IS NOT NULL) AND (revoked_at IS NULL) = (revocation_reason IS NULL))
);
CREATE UNIQUE INDEX tier_assignments_one_standing ON tier_assignments (organization_id, tier_id, user_id, period_key) WHERE status <> 'revoked';
CREATE INDEX idx_tier_assignments_user ON tier_assignments (organization_id, user_id);
CALL heder_protect('tier_assignments', 'SELECT, INSERT, UPDATE');
