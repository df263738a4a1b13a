DROP INDEX idx_memberships_words;
CREATE OR REPLACE FUNCTION member_words(p_organization_id uuid, p_display_name text, p_email text, p_external_ref text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT array_to_tsvector(array_remove(regexp_split_to_array(
      lower(p_display_name || ' ' || coalesce(p_email, '') || ' ' || coalesce(p_external_ref, '')),
      '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+'), '') || ('@' || p_organization_id))
$$;
CREATE INDEX idx_memberships_words ON memberships
  USING gin (member_words(organization_id, display_name, email, external_ref));
CREATE OR REPLACE FUNCTION members_found(p_words text[], p_as_peer boolean, p_limit integer)
  RETURNS TABLE (user_id uuid, display_name text, email text, external_ref text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  few constant integer := 500;
  typed constant tsquery := (SELECT string_agg(quote_literal(word) || ':*', ' & ')::tsquery FROM unnest(p_words) word);
  wanted constant tsquery := quote_literal('@' || app_organization_id())::tsquery && typed;
  found_ids uuid[];
BEGIN
  IF typed IS NULL OR app_organization_id() IS NULL THEN RETURN; END IF;
  found_ids := ARRAY(SELECT m.id FROM memberships m
    WHERE member_words(m.organization_id, m.display_name, m.email, m.external_ref) @@ wanted LIMIT few + 1);
  IF cardinality(found_ids) <= few THEN
    RETURN QUERY SELECT m.user_id, m.display_name, m.email, m.external_ref FROM memberships m
      WHERE m.id = ANY (found_ids) AND m.organization_id = app_organization_id() AND m.status = 'active'
        AND (NOT p_as_peer OR (m.profile_visibility <> 'private'
          AND member_words(m.organization_id, m.display_name, NULL, NULL) @@ typed))
      ORDER BY m.display_name, m.id LIMIT p_limit;
    RETURN;
  END IF;
  RETURN QUERY SELECT m.user_id, m.display_name, m.email, m.external_ref FROM memberships m
    WHERE m.organization_id = app_organization_id() AND m.status = 'active'
      AND CASE WHEN p_as_peer THEN m.profile_visibility <> 'private'
          AND member_words(m.organization_id, m.display_name, NULL, NULL) @@ typed
        ELSE member_words(m.organization_id, m.display_name, m.email, m.external_ref) @@ typed END
    ORDER BY m.display_name, m.id LIMIT p_limit;
END $$;
