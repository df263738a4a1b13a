DROP INDEX idx_earned_badges_expiring;
DROP INDEX idx_earned_badges_flagged;
ALTER TABLE earned_badges
  DROP COLUMN kept_reason,
  DROP COLUMN kept_note,
  DROP COLUMN kept_by_user_id,
  DROP COLUMN kept_at;
