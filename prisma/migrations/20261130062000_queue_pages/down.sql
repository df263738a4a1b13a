DROP INDEX idx_nearly_earned_newest;
CREATE INDEX idx_nearly_earned_newest ON nearly_earned (organization_id, since DESC, user_id, achievement_id);
