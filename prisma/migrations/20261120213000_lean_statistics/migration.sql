-- Awards come in by the ten thousand, and their table has more than thirty columns. The planner needs to know how many
-- rows there are now, and of whom and of what; looking at the other columns as well took a tenth of the whole work.
CREATE OR REPLACE FUNCTION refresh_statistics(p_tables regclass[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_setting('server_version_num')::integer >= 170000 THEN
    EXECUTE 'ANALYZE ' || (
      SELECT string_agg(t::text || CASE t
          WHEN 'earned_badges'::regclass THEN ' (achievement_id, user_id, status)'
          WHEN 'earned_badge_criteria'::regclass THEN ' (earned_badge_id)'
          WHEN 'activities'::regclass THEN ' (user_id, kind, occurred_at, source)'
          ELSE '' END, ', ')
      FROM unnest(p_tables) AS t);
  END IF;
END $$;
