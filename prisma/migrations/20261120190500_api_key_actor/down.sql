DROP POLICY own_account ON audit_log;
ALTER TABLE audit_log DROP CONSTRAINT audit_log_actor;
ALTER TYPE actor_kind RENAME TO actor_kind_with_keys;
CREATE TYPE actor_kind AS ENUM ('user', 'system', 'command');
ALTER TABLE audit_log ALTER COLUMN actor_kind TYPE actor_kind
  USING (CASE actor_kind::text WHEN 'api_key' THEN 'system' ELSE actor_kind::text END)::actor_kind;
DROP TYPE actor_kind_with_keys;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_actor CHECK ((actor_kind = 'user') = (actor_user_id IS NOT NULL));
CREATE POLICY own_account ON audit_log FOR INSERT TO heder_app
  WITH CHECK (organization_id IS NULL AND actor_kind = 'user' AND actor_user_id = app_user_id());
