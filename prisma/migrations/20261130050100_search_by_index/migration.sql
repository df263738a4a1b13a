-- Measured with 100,000 people: to walk along the names until enough of them match reads most of them where first names
-- are alike, while the index answers for ten thousand matches at once. So the index is always asked, and the words of a
-- person are dear enough to the planner that it never cuts up all of them instead. The words of a name stand in the index
-- a second time, marked as such, for those who may search by names alone.
DROP INDEX idx_memberships_words;
CREATE OR REPLACE FUNCTION member_words(p_organization_id uuid, p_display_name text, p_email text, p_external_ref text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000 SET search_path = pg_catalog AS $$
    SELECT array_to_tsvector(array_agg(mark || word) || ('@' || p_organization_id))
    FROM (VALUES ('', p_display_name || ' ' || coalesce(p_email, '') || ' ' || coalesce(p_external_ref, '')),
        ('^', p_display_name)) said (mark, text)
      CROSS JOIN LATERAL regexp_split_to_table(lower(said.text), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+') word
    WHERE word <> ''
$$;
CREATE INDEX idx_memberships_words ON memberships
  USING gin (member_words(organization_id, display_name, email, external_ref));

-- So many matches are put in order; of more, some.
CREATE OR REPLACE FUNCTION members_found(p_words text[], p_as_peer boolean, p_limit integer)
  RETURNS TABLE (user_id uuid, display_name text, email text, external_ref text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  most constant integer := 10000;
  mark constant text := CASE WHEN p_as_peer THEN '^' ELSE '' END;
  typed constant tsquery := (SELECT string_agg(quote_literal(mark || word) || ':*', ' & ')::tsquery FROM unnest(p_words) word);
  wanted constant tsquery := quote_literal('@' || app_organization_id())::tsquery && typed;
BEGIN
  IF typed IS NULL OR app_organization_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY WITH found AS MATERIALIZED (SELECT m.* FROM memberships m
      WHERE member_words(m.organization_id, m.display_name, m.email, m.external_ref) @@ wanted
        AND m.organization_id = app_organization_id() AND m.status = 'active'
        AND NOT (p_as_peer AND m.profile_visibility = 'private')
      LIMIT most)
    SELECT m.user_id, m.display_name, m.email, m.external_ref FROM found m ORDER BY m.display_name, m.id LIMIT p_limit;
END $$;
