DROP FUNCTION public_certificate(text, text, text);
DROP FUNCTION public_standing(certification_status, timestamptz, interval);
DROP FUNCTION plain_name(text);
CREATE FUNCTION public_certificate(p_number text)
  RETURNS TABLE (certificate_number text, type_name text, organization_name text, status certification_status, issued_on date, expires_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.certificate_number, t.name, o.name,
      CASE WHEN c.status IN ('active', 'expiring_soon') AND c.expires_at <= now() THEN 'expired' ELSE c.status END,
      (c.issued_at AT TIME ZONE o.time_zone)::date, (c.expires_at AT TIME ZONE o.time_zone)::date
    FROM certifications c
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    JOIN organizations o ON o.id = c.organization_id
    WHERE c.certificate_number = upper(btrim(p_number))
$$;
ALTER FUNCTION public_certificate(text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION public_certificate(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_certificate(text) TO heder_public;
