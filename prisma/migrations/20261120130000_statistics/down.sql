DROP FUNCTION refresh_statistics();
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 170000 THEN
    EXECUTE 'REVOKE MAINTAIN ON memberships, activities, referrals, courses, course_registrations, earned_badges,
      earned_badge_criteria, certifications FROM heder_definer';
  END IF;
END $$;
