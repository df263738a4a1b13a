CREATE OR REPLACE FUNCTION refresh_statistics(p_tables regclass[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_setting('server_version_num')::integer >= 170000 THEN
    EXECUTE 'ANALYZE ' || array_to_string(p_tables, ', ');
  END IF;
END $$;
