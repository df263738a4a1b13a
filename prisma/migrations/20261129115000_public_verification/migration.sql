-- Verification by anybody: a number tells what cannot list people; with the code of the printed certificate, or with
-- the holder's name, it tells the whole record.

-- What two ways of writing one name have in common: letters without case and marks (å as a or aa, ø as o
-- or oe, ü as u or ue), words in any order.
CREATE FUNCTION plain_name(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(word, ' ' ORDER BY word COLLATE "C"), '')
  FROM regexp_split_to_table(
    regexp_replace(replace(replace(replace(lower(
      translate(regexp_replace(normalize(left(p_name, 400), NFKD), '[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u0027\u2018\u2019\u02bc]', '', 'g'),
        'ØøŁłĐđÐðıÆŒ', 'OoLlDdDdiæœ')),
      'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'a(?=a)|(?<=[aou])e', '', 'g'),
    '[\s!-/:-@\[-`{-~\u00b7\u2010-\u2015\u2212]+') AS word
  WHERE word <> ''
$$;
REVOKE ALL ON FUNCTION plain_name(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plain_name(text) TO heder_definer;

DROP FUNCTION public_certificate(text);
CREATE FUNCTION public_certificate(p_number text, p_code text, p_name text)
  RETURNS TABLE (certificate_number text, type_name text, organization_name text, status certification_status,
    issued_on date, expires_on date, revoked_on date, newer_status certification_status,
    opened_by text, holder_name text, type_description text, newer_number text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH RECURSIVE found AS (
      SELECT c.*, t.name AS of_type, t.description, o.name AS of_organization, o.time_zone, m.display_name, u.erased_at,
        -- Enough of it to tell what it is worth now, as lib/certifications/rules.ts does.
        coalesce(t.warning_days, o.expiry_warning_days) * interval '24 hours' AS warning,
        CASE WHEN c.verification_token = p_code THEN 'code'
          WHEN u.erased_at IS NULL AND plain_name(p_name) <> '' AND plain_name(m.display_name) = plain_name(p_name) THEN 'name' END AS opened
      FROM certifications c
      JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
      JOIN organizations o ON o.id = c.organization_id
      JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
      JOIN users u ON u.id = c.user_id
      WHERE c.certificate_number = p_number
    ), later AS (
      SELECT n.organization_id, n.renewed_by_id, n.certificate_number, n.status, n.expires_at, 1 AS step
      FROM found f JOIN certifications n ON n.organization_id = f.organization_id AND n.id = f.renewed_by_id
      UNION ALL
      SELECT n.organization_id, n.renewed_by_id, n.certificate_number, n.status, n.expires_at, l.step + 1
      FROM later l JOIN certifications n ON n.organization_id = l.organization_id AND n.id = l.renewed_by_id
      WHERE l.step < 100
    ), last AS (SELECT * FROM later ORDER BY step DESC LIMIT 1)
    SELECT f.certificate_number, f.of_type, f.of_organization,
      public_standing(f.status, f.expires_at, f.warning),
      (f.issued_at AT TIME ZONE f.time_zone)::date,
      -- The last day on which it is valid: what ends at midnight ended the day before.
      ((f.expires_at - interval '1 microsecond') AT TIME ZONE f.time_zone)::date,
      (f.revoked_at AT TIME ZONE f.time_zone)::date,
      public_standing(l.status, l.expires_at, f.warning),
      f.opened,
      CASE WHEN f.opened IS NOT NULL AND f.erased_at IS NULL THEN f.display_name END,
      CASE WHEN f.opened IS NOT NULL THEN f.description END,
      CASE WHEN f.opened IS NOT NULL THEN l.certificate_number END
    FROM found f LEFT JOIN last l ON true;
END $$;

CREATE FUNCTION public_standing(p_status certification_status, p_expires_at timestamptz, p_warning interval)
  RETURNS certification_status LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN p_status NOT IN ('active', 'expiring_soon') THEN p_status
    WHEN p_expires_at <= now() THEN 'expired'
    WHEN p_expires_at <= now() + p_warning THEN 'expiring_soon'
    WHEN p_status IS NOT NULL THEN 'active'
  END::certification_status;
REVOKE ALL ON FUNCTION public_standing(certification_status, timestamptz, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_standing(certification_status, timestamptz, interval) TO heder_definer;

ALTER FUNCTION public_certificate(text, text, text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION public_certificate(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_certificate(text, text, text) TO heder_public;
