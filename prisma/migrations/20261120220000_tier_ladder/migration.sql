-- What a ladder people trust needs: no gap and no tie, one tier a period that counts, and ended periods that stay.

ALTER TABLE tier_assignments
  -- The assignment that took its place while both were earned; NULL: its tier is not in use any more.
  ADD COLUMN superseded_by_id uuid,
  -- Handed over at a ceremony, which is another thing than earned.
  ADD COLUMN presented_at timestamptz,
  ADD COLUMN presented_by_user_id uuid,
  ADD CONSTRAINT tier_assignments_superseded_by FOREIGN KEY (organization_id, superseded_by_id) REFERENCES tier_assignments (organization_id, id),
  ADD CONSTRAINT tier_assignments_superseded_companions CHECK (superseded_by_id IS NULL OR (status <> 'assigned' AND superseded_by_id <> id)),
  ADD CONSTRAINT tier_assignments_presented_companions CHECK (presented_at IS NOT NULL OR presented_by_user_id IS NULL);

-- Of all tiers somebody reached in a period, one counts: the highest in use.
CREATE UNIQUE INDEX tier_assignments_one_assigned ON tier_assignments (organization_id, user_id, period_key) WHERE status = 'assigned';
CREATE INDEX idx_tier_assignments_period ON tier_assignments (organization_id, period_key, tier_id) WHERE status = 'assigned';
CREATE INDEX idx_tier_assignments_superseded_by ON tier_assignments (organization_id, superseded_by_id) WHERE superseded_by_id IS NOT NULL;

-- Periods that have ended and are kept as they were: changed by a recalculation that somebody asked for, and by nothing else.
CREATE TABLE tier_periods (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  period_key text NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT now(),
  recalculated_at timestamptz,
  recalculated_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT tier_periods_once UNIQUE (organization_id, period_key),
  CONSTRAINT tier_periods_key_format CHECK (period_key ~ '^\d{4}(-Q[1-4])?$'),
  CONSTRAINT tier_periods_recalculated_companions CHECK (recalculated_at IS NOT NULL OR recalculated_by_user_id IS NULL)
);
CALL heder_protect('tier_periods', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION tier_assignments_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.tier_id, NEW.period_key) IS DISTINCT FROM (OLD.tier_id, OLD.period_key) THEN
      PERFORM heder_refuse('tier_assignments_facts_are_final', 'tier and period of an assignment never change');
    END IF;
    IF OLD.status = 'revoked' AND NEW.status <> 'revoked' THEN
      PERFORM heder_refuse('tier_assignments_revocation_is_final', 'what was taken back is assigned anew, not again');
    END IF;
    -- What was handed over is no part of what was earned.
    IF (NEW.status, NEW.metric_value, NEW.superseded_by_id) IS NOT DISTINCT FROM (OLD.status, OLD.metric_value, OLD.superseded_by_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF current_setting('app.recalculated_period', true) IS DISTINCT FROM NEW.period_key
     AND EXISTS (SELECT FROM tier_periods p WHERE p.organization_id = NEW.organization_id AND p.period_key = NEW.period_key) THEN
    PERFORM heder_refuse('tier_assignments_period_is_closed', 'the period has ended');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_assignment BEFORE INSERT OR UPDATE ON tier_assignments FOR EACH ROW EXECUTE FUNCTION tier_assignments_check();

-- Seed 001 unique_display_order_per_organization: "no gaps or ties". Looked at when everything is in its place.
CREATE FUNCTION recognition_tiers_check_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organization uuid := coalesce(NEW.organization_id, OLD.organization_id);
BEGIN
  IF EXISTS (SELECT FROM recognition_tiers t WHERE t.organization_id = organization AND t.is_active
             HAVING max(t.display_order) <> count(*)) THEN
    PERFORM heder_refuse('recognition_tiers_order_without_gaps', 'tiers in use are numbered from 1 without a gap');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_order AFTER INSERT OR UPDATE OR DELETE ON recognition_tiers
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION recognition_tiers_check_order();

