-- Who may be let into which account. A link is a key to an account, so the database decides for whom one is made
-- and what is left of the others once one was used; an organisation is never without an administrator.

-- An invitation is made inside its organisation, for an active membership whose account nobody has taken into use:
-- no password, no other organisation, no global admin. An invitation without a membership is the operator's, for a
-- global admin. A reset may be made for any account, as it is only ever mailed to the account's own address.
-- NULL: no link may be made.
CREATE OR REPLACE FUNCTION create_password_link(p_user_id uuid, p_membership_id uuid, p_purpose password_link_purpose,
    p_token_hash bytea, p_valid_for interval, p_created_by uuid) RETURNS timestamptz
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  until timestamptz;
BEGIN
  PERFORM FROM users u WHERE u.id = p_user_id AND u.deactivated_at IS NULL AND u.erased_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF p_purpose = 'invitation' AND p_membership_id IS NULL AND NOT app_is_platform() THEN RETURN NULL; END IF;
  IF p_purpose = 'invitation' AND p_membership_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.id = p_membership_id AND m.user_id = p_user_id AND m.organization_id = app_organization_id()
      AND m.status = 'active' AND m.email IS NOT NULL AND u.password_hash IS NULL AND NOT u.is_global_admin
      AND NOT EXISTS (SELECT FROM memberships other WHERE other.user_id = m.user_id AND other.id <> m.id)) THEN
    RETURN NULL;
  END IF;
  UPDATE password_links SET used_at = now() WHERE user_id = p_user_id AND purpose = p_purpose AND used_at IS NULL;
  INSERT INTO password_links (user_id, membership_id, purpose, token_hash, expires_at, created_by_user_id)
  VALUES (p_user_id, p_membership_id, p_purpose, p_token_hash, now() + p_valid_for, p_created_by)
  RETURNING expires_at INTO until;
  RETURN until;
END $$;

-- What the page behind a link may say. An invitation is over once the account has a password, however it got it.
-- needs_sign_in: the address already belongs to another account, whose owner joins with it.
CREATE OR REPLACE FUNCTION find_password_link(p_token_hash bytea)
  RETURNS TABLE (purpose password_link_purpose, user_id uuid, name text, email text, organization_name text, organization_slug text, needs_sign_in boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.purpose, u.id, u.name, coalesce(u.email, m.email), o.name, o.slug,
      u.email IS NULL AND EXISTS (SELECT FROM users other WHERE other.email = m.email)
    FROM password_links l JOIN users u ON u.id = l.user_id
    LEFT JOIN memberships m ON m.id = l.membership_id LEFT JOIN organizations o ON o.id = m.organization_id
    WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.expires_at > now()
      AND u.deactivated_at IS NULL AND u.erased_at IS NULL
      AND (l.purpose = 'reset' OR u.password_hash IS NULL)
      AND (l.membership_id IS NULL OR (m.status = 'active' AND m.user_id = l.user_id AND o.is_active))
$$;

-- Sets the password once. Every session and every other link of the account ends with it: a link that somebody
-- kept must not open an account whose owner has come in by another. Answers the account, or nothing when the link
-- is not good (any more), or when the address belongs to another account (then see accept_invitation).
CREATE OR REPLACE FUNCTION redeem_password_link(p_token_hash bytea, p_password_hash text) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link record;
BEGIN
  -- The account's row is the lock: of two links of one account used at once, the second finds itself closed.
  PERFORM FROM users u WHERE u.id = (SELECT l.user_id FROM password_links l WHERE l.token_hash = p_token_hash) FOR NO KEY UPDATE;
  SELECT f.user_id, f.email, f.needs_sign_in INTO link FROM find_password_link(p_token_hash) f;
  IF NOT FOUND OR link.needs_sign_in THEN RETURN NULL; END IF;
  UPDATE password_links SET used_at = now() WHERE user_id = link.user_id AND used_at IS NULL;
  UPDATE users SET password_hash = p_password_hash, password_changed_at = now(), session_version = session_version + 1,
    email = link.email WHERE id = link.user_id;
  RETURN link.user_id;
END $$;

-- Somebody who already has an account joins with it: the membership and every fact of it move to that account.
-- Only the account whose sign-in address the organisation invited; the empty account made for the invitation ends.
CREATE OR REPLACE FUNCTION accept_invitation(p_token_hash bytea, p_user_id uuid) RETURNS uuid
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link record;
BEGIN
  SELECT f.user_id, f.email, f.needs_sign_in, l.membership_id INTO link
  FROM find_password_link(p_token_hash) f, password_links l WHERE l.token_hash = p_token_hash FOR UPDATE OF l;
  IF NOT FOUND OR NOT link.needs_sign_in
    OR NOT EXISTS (SELECT FROM users WHERE id = p_user_id AND email = link.email AND deactivated_at IS NULL AND erased_at IS NULL) THEN
    RETURN NULL;
  END IF;
  UPDATE password_links SET used_at = now() WHERE user_id = link.user_id AND used_at IS NULL;
  UPDATE memberships SET user_id = p_user_id WHERE id = link.membership_id;
  UPDATE users SET deactivated_at = now() WHERE id = link.user_id;
  RETURN link.membership_id;
END $$;

-- Closes every open link of an account; for the operator who makes it a global admin's.
CREATE FUNCTION close_password_links(p_user_id uuid) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT app_is_platform() THEN RAISE insufficient_privilege; END IF;
  UPDATE password_links SET used_at = now() WHERE user_id = p_user_id AND used_at IS NULL;
END $$;
ALTER FUNCTION close_password_links(uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION close_password_links(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_password_links(uuid) TO heder_app;

-- Which of these people may be invited again: what create_password_link would answer, for lists and pages.
CREATE FUNCTION accounts_of_members(p_user_ids uuid[])
  RETURNS TABLE (user_id uuid, has_password boolean, may_be_invited boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.id, u.password_hash IS NOT NULL,
      u.password_hash IS NULL AND NOT u.is_global_admin AND u.deactivated_at IS NULL AND m.status = 'active' AND m.email IS NOT NULL
        AND NOT EXISTS (SELECT FROM memberships other WHERE other.user_id = u.id AND other.id <> m.id)
    FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.organization_id = app_organization_id() AND m.user_id = ANY (p_user_ids)
$$;
ALTER FUNCTION accounts_of_members(uuid[]) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION accounts_of_members(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_of_members(uuid[]) TO heder_app;

-- When an organisation corrects a member's address, the account follows as long as nobody has taken it into use;
-- an account in use keeps the address its owner signs in with.
CREATE FUNCTION follow_member_email(p_user_id uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE users u SET email = CASE WHEN EXISTS (SELECT FROM users other WHERE other.email = m.email AND other.id <> u.id) THEN NULL ELSE m.email END
    FROM memberships m
    WHERE m.organization_id = app_organization_id() AND m.user_id = p_user_id AND u.id = p_user_id
      AND u.password_hash IS NULL AND NOT u.is_global_admin
      AND NOT EXISTS (SELECT FROM memberships other WHERE other.user_id = u.id AND other.id <> m.id)
$$;
ALTER FUNCTION follow_member_email(uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION follow_member_email(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION follow_member_email(uuid) TO heder_app;

-- Sessions end only for a person of the acting organisation, or by the person, or by the platform.
CREATE OR REPLACE FUNCTION end_sessions(p_user_id uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE users SET session_version = session_version + 1
    WHERE id = p_user_id AND (app_is_platform() OR id = app_user_id()
      OR EXISTS (SELECT FROM memberships m WHERE m.user_id = p_user_id AND m.organization_id = app_organization_id()))
$$;

-- The organisation's row is the lock: two administrators who remove each other at once do not both succeed.
CREATE FUNCTION memberships_keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM organizations o WHERE o.id = OLD.organization_id FOR NO KEY UPDATE;
  IF NOT EXISTS (SELECT FROM memberships m WHERE m.organization_id = OLD.organization_id
                 AND m.role = 'org_admin' AND m.status = 'active') THEN
    PERFORM heder_refuse('memberships_last_org_admin', 'an organisation keeps at least one active administrator');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_an_admin_on_update AFTER UPDATE OF role, status ON memberships FOR EACH ROW
  WHEN (OLD.role = 'org_admin' AND OLD.status = 'active' AND (NEW.role <> 'org_admin' OR NEW.status <> 'active'))
  EXECUTE FUNCTION memberships_keep_an_admin();
CREATE TRIGGER keep_an_admin_on_delete AFTER DELETE ON memberships FOR EACH ROW
  WHEN (OLD.role = 'org_admin' AND OLD.status = 'active') EXECUTE FUNCTION memberships_keep_an_admin();

-- Numbers that were printed keep their prefix.
CREATE FUNCTION organizations_prefix_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM certificate_counters c WHERE c.organization_id = NEW.id AND c.last_value > 0)
    OR EXISTS (SELECT FROM certifications c WHERE c.organization_id = NEW.id) THEN
    PERFORM heder_refuse('organizations_prefix_is_final', 'certificates were issued under this prefix');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER prefix_is_final BEFORE UPDATE OF certificate_prefix ON organizations FOR EACH ROW
  WHEN (OLD.certificate_prefix <> NEW.certificate_prefix) EXECUTE FUNCTION organizations_prefix_is_final();

-- What people change of their own account belongs to no organisation and is recorded all the same.
CREATE POLICY own_account ON audit_log FOR INSERT TO heder_app
  WITH CHECK (organization_id IS NULL AND actor_kind = 'user' AND actor_user_id = app_user_id());
