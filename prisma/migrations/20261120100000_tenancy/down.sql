DROP FUNCTION is_global_admin(uuid), end_sessions(uuid), accept_invitation(bytea, uuid), redeem_password_link(bytea, text),
  find_password_link(bytea), create_password_link(uuid, uuid, password_link_purpose, bytea, interval, uuid),
  create_accounts(text[], text[]), organizations_of_user(uuid), resolve_request(uuid, text), find_account(text);
DROP TABLE audit_log, rate_limits, password_links, group_members, groups, memberships, users, organization_modules, organizations, installation;
DROP FUNCTION audit_log_is_final(), organizations_check_time_zone();
DROP TYPE actor_kind, password_link_purpose, profile_visibility, membership_status, membership_role, module;
DROP PROCEDURE heder_protect(regclass, text);
DROP FUNCTION heder_refuse(text, text), set_updated_at(), app_is_platform(), app_user_id(), app_organization_id();
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
REVOKE USAGE, CREATE ON SCHEMA public FROM heder_definer;
REVOKE USAGE ON SCHEMA public FROM heder_app, heder_worker, heder_public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
