ALTER TABLE activities ALTER COLUMN organization_id SET STATISTICS -1;
ALTER TABLE referrals ALTER COLUMN organization_id SET STATISTICS -1;
ALTER TABLE course_registrations ALTER COLUMN organization_id SET STATISTICS -1;

DROP FUNCTION refresh_statistics(regclass[]);
CREATE FUNCTION refresh_statistics() RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_setting('server_version_num')::integer >= 170000 THEN
    ANALYZE memberships, activities, referrals, courses, course_registrations, earned_badges, earned_badge_criteria, certifications;
  END IF;
END $$;
ALTER FUNCTION refresh_statistics() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_statistics() TO heder_app;

DROP INDEX earned_badges_idempotency_key_unique;
ALTER TABLE earned_badges ADD CONSTRAINT earned_badges_idempotency_key_unique UNIQUE (organization_id, idempotency_key);
ALTER TABLE earned_badges ADD CONSTRAINT earned_badges_achievement
  FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id);
ALTER TABLE earned_badge_criteria ADD UNIQUE (organization_id, id);
ALTER TABLE activities ADD UNIQUE (organization_id, id);
