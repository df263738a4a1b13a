-- How much somebody has not read stands in the frame of every page: it took a transaction of its own.
GRANT SELECT (organization_id, user_id, read_at) ON notifications TO heder_definer;

DROP FUNCTION resolve_request(uuid, text);

CREATE FUNCTION resolve_request(p_user_id uuid, p_slug text)
  RETURNS TABLE (name text, locale text, session_version integer, is_global_admin boolean,
    organization_id uuid, organization_slug text, organization_name text, organization_locale text, time_zone text,
    certificate_prefix text, expiry_warning_days integer, role membership_role, display_name text, modules module[],
    organizations jsonb, pauses jsonb, unread integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.name, u.locale, u.session_version, u.is_global_admin,
      o.id, o.slug, o.name, o.locale, o.time_zone, o.certificate_prefix, o.expiry_warning_days, m.role, m.display_name,
      ARRAY(SELECT om.module FROM organization_modules om WHERE om.organization_id = o.id AND om.is_enabled),
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', own.slug, 'name', own.name, 'role', own.role) ORDER BY own.name), '[]')
        FROM organizations_of_user(u.id) own),
      (SELECT coalesce(jsonb_agg(jsonb_build_object('by', p.by, 'reason', p.reason, 'since', p.since) ORDER BY p.by DESC), '[]')
        FROM (SELECT 'organization' AS by, o.issuing_paused_reason AS reason, o.issuing_paused_at AS since
          UNION ALL SELECT 'installation', i.issuing_paused_reason, i.issuing_paused_at FROM installation i) p
        WHERE p.since IS NOT NULL AND o.id IS NOT NULL),
      -- Counting on beyond MANY_UNREAD (lib/notifications/inbox-queries.ts) would only take time.
      (SELECT count(*)::integer FROM (SELECT FROM notifications n
        WHERE n.organization_id = o.id AND n.user_id = u.id AND n.read_at IS NULL LIMIT 100) first)
    FROM users u
    LEFT JOIN (organizations o LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = p_user_id AND m.status = 'active')
      ON o.slug = p_slug AND o.is_active AND (m.id IS NOT NULL OR u.is_global_admin)
    WHERE u.id = p_user_id AND u.deactivated_at IS NULL AND u.erased_at IS NULL
$$;

ALTER FUNCTION resolve_request(uuid, text) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION resolve_request(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolve_request(uuid, text) TO heder_app;
