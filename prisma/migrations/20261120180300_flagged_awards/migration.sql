-- An award whose criteria are no longer met waits, flagged, for somebody to decide. Who lets it stand says why, and
-- the reason it was flagged for is kept: for that reason it is not flagged again.
ALTER TABLE earned_badges
  ADD COLUMN kept_at timestamptz,
  ADD COLUMN kept_by_user_id uuid,
  ADD COLUMN kept_note text,
  ADD COLUMN kept_reason text,
  ADD CONSTRAINT earned_badges_kept_companions CHECK (
    num_nulls(kept_at, kept_by_user_id, kept_note, kept_reason) IN (0, 4)),
  ADD CONSTRAINT earned_badges_kept_note_not_empty CHECK (btrim(kept_note) <> '' AND length(kept_note) <= 2000),
  ADD CONSTRAINT earned_badges_nobody_keeps_their_own CHECK (user_id <> kept_by_user_id);

-- The queue, and what an hourly look must find among millions: only these rows cost an entry.
CREATE INDEX idx_earned_badges_flagged ON earned_badges (organization_id, flagged_at, id)
  WHERE flagged_at IS NOT NULL AND status = 'awarded';
CREATE INDEX idx_earned_badges_expiring ON earned_badges (organization_id, expires_at)
  WHERE expires_at IS NOT NULL AND status = 'awarded';
