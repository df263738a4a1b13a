COMMENT ON COLUMN achievements.criteria IS NULL;
