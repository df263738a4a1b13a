DELETE FROM saved_views WHERE list::text IN ('referrals', 'courses');
DROP INDEX idx_saved_views_shared;
ALTER TYPE view_list RENAME TO view_list_with_more;
CREATE TYPE view_list AS ENUM ('people', 'badges', 'certifications', 'activity');
ALTER TABLE saved_views ALTER COLUMN list TYPE view_list USING list::text::view_list;
DROP TYPE view_list_with_more;
CREATE INDEX idx_saved_views_shared ON saved_views (organization_id, list) WHERE is_shared;
