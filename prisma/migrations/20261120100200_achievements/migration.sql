-- What can be earned and what was earned (seeds 000, 002 and the badge tables of 003).

CREATE TYPE achievement_category AS ENUM ('activity', 'community', 'learning', 'referral', 'certification', 'milestone', 'special');
CREATE TYPE achievement_trigger AS ENUM ('activity_count', 'activity_streak', 'referral_count', 'course_completion', 'certification_issued', 'manual', 'criteria');
CREATE TYPE achievement_status AS ENUM ('draft', 'active', 'inactive', 'archived');
CREATE TYPE achievement_type AS ENUM ('site', 'course');
CREATE TYPE unmet_policy AS ENUM ('keep', 'flag', 'revoke');
CREATE TYPE creator_digest AS ENUM ('never', 'every_time', 'daily', 'weekly', 'monthly');
CREATE TYPE earned_badge_status AS ENUM ('pending_approval', 'rejected', 'awarded', 'revoked', 'expired');
CREATE TYPE earned_badge_source AS ENUM ('automatic', 'manual', 'backfill', 'import');

CREATE TABLE achievements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  key text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  badge_icon_url text,
  category achievement_category NOT NULL,
  trigger_type achievement_trigger NOT NULL,
  trigger_threshold integer,
  trigger_metadata jsonb NOT NULL DEFAULT '{}',
  criteria jsonb,
  criteria_version integer GENERATED ALWAYS AS ((criteria ->> 'version')::integer) STORED,
  status achievement_status NOT NULL DEFAULT 'draft',
  is_active boolean NOT NULL GENERATED ALWAYS AS (status = 'active') STORED,
  is_repeatable boolean NOT NULL DEFAULT false,
  sort_order integer NOT NULL DEFAULT 0,
  unmet_policy unmet_policy NOT NULL DEFAULT 'keep',
  needs_approval boolean NOT NULL DEFAULT false,
  renewable boolean NOT NULL DEFAULT false,
  type achievement_type NOT NULL DEFAULT 'site',
  course_id uuid,
  language text,
  version text,
  image_caption text,
  image_author_name text,
  image_author_email text,
  image_author_url text,
  issuer_name text,
  issuer_url text,
  issuer_contact text,
  expire_date date,
  expire_period integer,
  message text,
  message_subject text,
  attachment boolean NOT NULL DEFAULT true,
  notification creator_digest NOT NULL DEFAULT 'never',
  next_cron timestamptz,
  import_id uuid,
  created_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, course_id) REFERENCES courses (organization_id, id),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT achievements_key_format CHECK (key ~ '^[a-z0-9]+([_-][a-z0-9]+)*$' AND length(key) <= 80),
  CONSTRAINT achievements_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200),
  CONSTRAINT achievements_description_length CHECK (length(description) <= 5000),
  CONSTRAINT achievements_trigger_threshold_positive CHECK (trigger_threshold > 0),
  CONSTRAINT achievements_threshold_required CHECK (
    trigger_type NOT IN ('activity_count', 'activity_streak', 'referral_count', 'course_completion') OR trigger_threshold IS NOT NULL),
  CONSTRAINT achievements_manual_has_no_threshold CHECK (trigger_type <> 'manual' OR trigger_threshold IS NULL),
  CONSTRAINT achievements_criteria_with_trigger CHECK ((criteria IS NOT NULL) = (trigger_type = 'criteria')),
  CONSTRAINT achievements_criteria_is_versioned CHECK (
    criteria IS NULL OR (jsonb_typeof(criteria) = 'object' AND jsonb_typeof(criteria -> 'version') IS NOT DISTINCT FROM 'number')),
  CONSTRAINT achievements_trigger_metadata_is_object CHECK (jsonb_typeof(trigger_metadata) = 'object'),
  CONSTRAINT achievements_course_with_type CHECK ((course_id IS NOT NULL) = (type = 'course')),
  CONSTRAINT achievements_one_expiry CHECK (expire_date IS NULL OR expire_period IS NULL),
  CONSTRAINT achievements_expire_period_positive CHECK (expire_period > 0)
);
COMMENT ON COLUMN achievements.expire_period IS 'days after the award';
COMMENT ON COLUMN achievements.badge_icon_url IS 'key of a drawn medallion, or an https address of an image';
CREATE INDEX idx_achievements_organization_id ON achievements (organization_id);
CREATE UNIQUE INDEX idx_achievements_org_key ON achievements (organization_id, key);
CREATE INDEX idx_achievements_trigger_type ON achievements (trigger_type);
CREATE INDEX idx_achievements_is_active ON achievements (is_active);
CREATE INDEX idx_achievements_org_order ON achievements (organization_id, sort_order, name, id);
CALL heder_protect('achievements');

-- What an award refers to: the definition as it was. Never changed; removed only together with a definition never awarded.
CREATE TABLE achievement_versions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  number integer NOT NULL,
  definition jsonb NOT NULL,
  created_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, achievement_id, id),
  CONSTRAINT achievement_versions_number_unique UNIQUE (organization_id, achievement_id, number),
  FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT achievement_versions_number_positive CHECK (number > 0),
  CONSTRAINT achievement_versions_definition_is_object CHECK (jsonb_typeof(definition) = 'object')
);
CALL heder_protect('achievement_versions', 'SELECT, INSERT, DELETE');
CREATE FUNCTION achievement_versions_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('achievement_versions_are_final', 'a version that was published never changes');
  RETURN NULL;
END $$;
CREATE TRIGGER is_final BEFORE UPDATE ON achievement_versions FOR EACH ROW EXECUTE FUNCTION achievement_versions_are_final();

CREATE TABLE earned_badges (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  user_id uuid NOT NULL,
  occurrence text NOT NULL,
  status earned_badge_status NOT NULL DEFAULT 'awarded',
  source earned_badge_source NOT NULL,
  met_on date,
  awarded_at timestamptz NOT NULL DEFAULT now(),
  awarded_by_user_id uuid,
  reason text,
  evidence_url text,
  evidence_narrative text,
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by_user_id uuid,
  revocation_reason text,
  decided_at timestamptz,
  decided_by_user_id uuid,
  decision_reason text,
  flagged_at timestamptz,
  flag_reason text,
  is_visible boolean NOT NULL DEFAULT true,
  declined_at timestamptz,
  presented_at timestamptz,
  public_hash text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', '') UNIQUE,
  issuer_notified_at timestamptz,
  status_list_index integer,
  idempotency_key text,
  idempotency_hash text,
  import_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT earned_badges_idempotency_key_unique UNIQUE (organization_id, idempotency_key),
  CONSTRAINT earned_badges_achievement FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id),
  CONSTRAINT earned_badges_version FOREIGN KEY (organization_id, achievement_id, achievement_version_id)
    REFERENCES achievement_versions (organization_id, achievement_id, id),
  CONSTRAINT earned_badges_user FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT earned_badges_occurrence_format CHECK (occurrence ~ '^(once|[1-9]\d*|\d{4}-Q[1-4]|\d{4}-\d{2})$'),
  CONSTRAINT earned_badges_revoked_companions CHECK (
    (status = 'revoked') = (revoked_at IS NOT NULL) AND (status = 'revoked') = (revocation_reason IS NOT NULL)
    AND (revoked_by_user_id IS NULL OR status = 'revoked')),
  CONSTRAINT earned_badges_revocation_reason_not_empty CHECK (btrim(revocation_reason) <> '' AND length(revocation_reason) <= 2000),
  CONSTRAINT earned_badges_rejected_companions CHECK (
    status <> 'rejected' OR (decided_at IS NOT NULL AND decided_by_user_id IS NOT NULL AND btrim(coalesce(decision_reason, '')) <> '')),
  CONSTRAINT earned_badges_flag_companions CHECK ((flagged_at IS NULL) = (flag_reason IS NULL)),
  CONSTRAINT earned_badges_manual_has_awarder CHECK (source <> 'manual' OR (awarded_by_user_id IS NOT NULL AND btrim(coalesce(reason, '')) <> '')),
  CONSTRAINT earned_badges_nobody_awards_themselves CHECK (user_id <> awarded_by_user_id AND user_id <> decided_by_user_id),
  CONSTRAINT earned_badges_expires_after_award CHECK (expires_at > awarded_at),
  CONSTRAINT earned_badges_idempotency_companions CHECK ((idempotency_key IS NULL) = (idempotency_hash IS NULL)),
  CONSTRAINT earned_badges_text_lengths CHECK (length(reason) <= 2000 AND length(evidence_url) <= 2000 AND length(evidence_narrative) <= 5000)
);
CREATE UNIQUE INDEX earned_badges_one_standing ON earned_badges (organization_id, achievement_id, user_id, occurrence)
  WHERE status IN ('pending_approval', 'awarded');
CREATE INDEX idx_earned_badges_org_awarded ON earned_badges (organization_id, awarded_at DESC, id);
CREATE INDEX idx_earned_badges_org_user ON earned_badges (organization_id, user_id, awarded_at DESC);
CREATE INDEX idx_earned_badges_org_achievement ON earned_badges (organization_id, achievement_id, awarded_at DESC, id);
CALL heder_protect('earned_badges', 'SELECT, INSERT, UPDATE');

-- By statement, not by row: a bulk award of tens of thousands is checked by one query.
CREATE FUNCTION earned_badges_check_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows n JOIN achievements a ON a.organization_id = n.organization_id AND a.id = n.achievement_id
             WHERE n.source <> 'import' AND a.status <> 'active') THEN
    PERFORM heder_refuse('earned_badges_achievement_is_active', 'only active achievements are awarded');
  END IF;
  IF EXISTS (SELECT FROM new_rows n JOIN achievements a ON a.organization_id = n.organization_id AND a.id = n.achievement_id
             WHERE (n.occurrence = 'once') = a.is_repeatable) THEN
    PERFORM heder_refuse('earned_badges_occurrence_fits', 'occurrence is "once" exactly when the achievement is not repeatable');
  END IF;
  IF EXISTS (SELECT FROM new_rows n JOIN organizations o ON o.id = n.organization_id
             WHERE n.source <> 'import' AND (o.issuing_paused_at IS NOT NULL OR (SELECT i.issuing_paused_at FROM installation i) IS NOT NULL)) THEN
    PERFORM heder_refuse('issuing_is_paused', 'issuing is paused');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_new AFTER INSERT ON earned_badges REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION earned_badges_check_new();

-- pending_approval is decided once; awarded may be revoked or expire; an expired one may still be revoked; nothing else moves.
CREATE FUNCTION earned_badges_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('pending_approval', 'awarded'), ('pending_approval', 'rejected'), ('pending_approval', 'revoked'),
    ('awarded', 'revoked'), ('awarded', 'expired'), ('expired', 'revoked')) THEN
    PERFORM heder_refuse('earned_badges_status_transition', format('%s cannot become %s', OLD.status, NEW.status));
  END IF;
  IF (NEW.organization_id, NEW.achievement_id, NEW.achievement_version_id, NEW.occurrence, NEW.source, NEW.public_hash)
     IS DISTINCT FROM (OLD.organization_id, OLD.achievement_id, OLD.achievement_version_id, OLD.occurrence, OLD.source, OLD.public_hash) THEN
    PERFORM heder_refuse('earned_badges_identity_is_final', 'what was awarded never changes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE ON earned_badges FOR EACH ROW EXECUTE FUNCTION earned_badges_check_change();

CREATE TABLE earned_badge_criteria (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  earned_badge_id uuid NOT NULL,
  rule_path text NOT NULL,
  rule_type text NOT NULL,
  value numeric NOT NULL,
  threshold numeric NOT NULL,
  met_on date,
  fact_ids uuid[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT earned_badge_criteria_rule_unique UNIQUE (organization_id, earned_badge_id, rule_path),
  FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT earned_badge_criteria_threshold_positive CHECK (threshold > 0)
);
CALL heder_protect('earned_badge_criteria', 'SELECT, INSERT');

-- Each sign-off by a role (seed 003 badge_manual_awards).
CREATE TABLE manual_awards (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  recipient_user_id uuid NOT NULL,
  issuer_user_id uuid NOT NULL REFERENCES users (id),
  issuer_role text NOT NULL,
  date_met timestamptz NOT NULL DEFAULT now(),
  earned_badge_id uuid,
  comment text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id),
  FOREIGN KEY (organization_id, recipient_user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT manual_awards_issuer_role CHECK (issuer_role IN ('org_admin', 'coordinator', 'global_admin')),
  CONSTRAINT manual_awards_nobody_awards_themselves CHECK (issuer_user_id <> recipient_user_id)
);
CREATE INDEX idx_manual_awards_recipient ON manual_awards (organization_id, achievement_id, recipient_user_id);
CALL heder_protect('manual_awards', 'SELECT, INSERT');
