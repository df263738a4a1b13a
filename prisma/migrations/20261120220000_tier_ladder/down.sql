DROP TRIGGER check_order ON recognition_tiers;
DROP FUNCTION recognition_tiers_check_order();
DROP TRIGGER check_assignment ON tier_assignments;
DROP FUNCTION tier_assignments_check();
DROP TABLE tier_periods;
DROP INDEX idx_tier_assignments_superseded_by;
DROP INDEX idx_tier_assignments_period;
DROP INDEX tier_assignments_one_assigned;
ALTER TABLE tier_assignments
  DROP CONSTRAINT tier_assignments_presented_companions,
  DROP CONSTRAINT tier_assignments_superseded_companions,
  DROP CONSTRAINT tier_assignments_superseded_by,
  DROP COLUMN presented_by_user_id,
  DROP COLUMN presented_at,
  DROP COLUMN superseded_by_id;
