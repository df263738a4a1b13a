-- What a job begins with is one statement: with its transaction it was five, a tenth of the way from an activity to its badge.
-- Exactly one of the three is given.
CREATE FUNCTION organization_context(p_id uuid, p_slug text, p_prefix text)
  RETURNS TABLE (id uuid, slug text, name text, locale text, time_zone text, certificate_prefix text, expiry_warning_days integer,
    modules text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.id, o.slug, o.name, o.locale, o.time_zone, o.certificate_prefix, o.expiry_warning_days,
      ARRAY(SELECT m.module::text FROM organization_modules m WHERE m.organization_id = o.id AND m.is_enabled)
    FROM organizations o WHERE o.id = p_id OR o.slug = p_slug OR o.certificate_prefix = p_prefix
$$;

ALTER FUNCTION organization_context(uuid, text, text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION organization_context(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organization_context(uuid, text, text) TO heder_app;
