-- Who lacks one activity is listed page by page, from a place that the moment, the person and the achievement name
-- together: all in one direction, so that the index bounds the scan also where thousands came at one moment.
DROP INDEX idx_nearly_earned_newest;
CREATE INDEX idx_nearly_earned_newest ON nearly_earned (organization_id, since DESC, user_id DESC, achievement_id DESC);
