DROP POLICY own_account ON audit_log;
DROP TRIGGER prefix_is_final ON organizations;
DROP TRIGGER keep_an_admin_on_delete ON memberships;
DROP TRIGGER keep_an_admin_on_update ON memberships;
DROP FUNCTION organizations_prefix_is_final(), memberships_keep_an_admin(), follow_member_email(uuid), accounts_of_members(uuid[]), close_password_links(uuid);

CREATE OR REPLACE FUNCTION create_password_link(p_user_id uuid, p_membership_id uuid, p_purpose password_link_purpose,
    p_token_hash bytea, p_valid_for interval, p_created_by uuid) RETURNS timestamptz
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE password_links SET used_at = now() WHERE user_id = p_user_id AND purpose = p_purpose AND used_at IS NULL;
    INSERT INTO password_links (user_id, membership_id, purpose, token_hash, expires_at, created_by_user_id)
    VALUES (p_user_id, p_membership_id, p_purpose, p_token_hash, now() + p_valid_for, p_created_by) RETURNING expires_at;
$$;

CREATE OR REPLACE FUNCTION find_password_link(p_token_hash bytea)
  RETURNS TABLE (purpose password_link_purpose, user_id uuid, name text, email text, organization_name text, organization_slug text, needs_sign_in boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.purpose, u.id, u.name, coalesce(u.email, m.email), o.name, o.slug,
      u.email IS NULL AND EXISTS (SELECT FROM users other WHERE other.email = m.email)
    FROM password_links l JOIN users u ON u.id = l.user_id
    LEFT JOIN memberships m ON m.id = l.membership_id LEFT JOIN organizations o ON o.id = m.organization_id
    WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now()
      AND u.deactivated_at IS NULL AND u.erased_at IS NULL
$$;

CREATE OR REPLACE FUNCTION redeem_password_link(p_token_hash bytea, p_password_hash text) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link record;
BEGIN
  UPDATE password_links l SET used_at = now()
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now()
  RETURNING l.user_id, l.membership_id INTO link;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE users u SET password_hash = p_password_hash, password_changed_at = now(), session_version = session_version + 1,
    email = coalesce(u.email, (SELECT m.email FROM memberships m WHERE m.id = link.membership_id))
  WHERE u.id = link.user_id AND u.deactivated_at IS NULL AND u.erased_at IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN link.user_id;
END $$;

CREATE OR REPLACE FUNCTION accept_invitation(p_token_hash bytea, p_user_id uuid) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link record;
BEGIN
  UPDATE password_links l SET used_at = now()
  FROM memberships m, users owner
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now() AND l.purpose = 'invitation'
    AND m.id = l.membership_id AND owner.id = p_user_id AND owner.email = m.email
  RETURNING l.membership_id INTO link;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE memberships SET user_id = p_user_id WHERE id = link.membership_id;
  RETURN link.membership_id;
END $$;

CREATE OR REPLACE FUNCTION end_sessions(p_user_id uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE users SET session_version = session_version + 1 WHERE id = p_user_id
$$;
