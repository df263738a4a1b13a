-- Whoever leaves, is deactivated or erased has no tokens here any more; nor should they be good at the backpack. What is
-- deleted is kept encrypted, as it was, until it has been given back there (lib/backpacks/return-service.ts).
CREATE TABLE backpack_returns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  external_backpack_id uuid NOT NULL,
  sealed_for uuid NOT NULL,
  token bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT backpack_returns_backpack FOREIGN KEY (organization_id, external_backpack_id)
    REFERENCES external_backpacks (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT backpack_returns_attempts CHECK (attempts >= 0)
);
COMMENT ON COLUMN backpack_returns.sealed_for IS 'whose token it was: it can be read for them alone';
CREATE INDEX idx_backpack_returns_due ON backpack_returns (organization_id, next_attempt_at);
CALL heder_protect('backpack_returns', 'SELECT, UPDATE (attempts, next_attempt_at), DELETE');
CREATE POLICY definer ON backpack_returns TO heder_definer USING (true) WITH CHECK (true);
GRANT INSERT ON backpack_returns TO heder_definer;

CREATE OR REPLACE FUNCTION backpack_connections_follow_members() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  WITH gone AS (
    DELETE FROM backpack_connections WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id RETURNING *)
  INSERT INTO backpack_returns (organization_id, external_backpack_id, sealed_for, token)
    SELECT organization_id, external_backpack_id, user_id, coalesce(refresh_token, access_token) FROM gone;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION backpack_connections_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  WITH gone AS (DELETE FROM backpack_connections WHERE user_id = NEW.id RETURNING *)
  INSERT INTO backpack_returns (organization_id, external_backpack_id, sealed_for, token)
    SELECT organization_id, external_backpack_id, user_id, coalesce(refresh_token, access_token) FROM gone;
  RETURN NULL;
END $$;
