-- Backpacks elsewhere (seed 003 badge_external_backpacks, badge_backpacks, badge_backpack_oauth2s, badge_external_identifiers):
-- those an organisation offers, what its people have connected, and which award went where.

CREATE TABLE external_backpacks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  api_version text NOT NULL DEFAULT '3.0',
  api_url text NOT NULL,
  web_url text,
  sort_order integer NOT NULL,
  client_id text,
  client_secret bytea,
  endpoints jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT external_backpacks_api_url_unique UNIQUE (organization_id, api_url),
  CONSTRAINT external_backpacks_sort_order_unique UNIQUE (organization_id, sort_order) DEFERRABLE,
  CONSTRAINT external_backpacks_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 100),
  CONSTRAINT external_backpacks_api_version CHECK (api_version IN ('2.1', '3.0')),
  CONSTRAINT external_backpacks_api_url_format CHECK (api_url ~ '^https?://\S+$' AND length(api_url) <= 2000),
  CONSTRAINT external_backpacks_web_url_format CHECK (web_url ~ '^https?://\S+$' AND length(web_url) <= 2000),
  CONSTRAINT external_backpacks_sort_order_positive CHECK (sort_order > 0),
  CONSTRAINT external_backpacks_registered_companions CHECK ((client_id IS NULL) = (endpoints IS NULL) AND (client_id IS NOT NULL OR client_secret IS NULL))
);
CALL heder_protect('external_backpacks');

-- Tokens are encrypted, for this connection alone; disconnecting deletes the row and so the tokens.
CREATE TABLE backpack_connections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  external_backpack_id uuid NOT NULL,
  access_token bytea NOT NULL,
  refresh_token bytea,
  scope text NOT NULL,
  expires_at timestamptz,
  auto_sync boolean NOT NULL DEFAULT false,
  problem text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT backpack_connections_once UNIQUE (organization_id, user_id, external_backpack_id),
  CONSTRAINT backpack_connections_member FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT backpack_connections_backpack FOREIGN KEY (organization_id, external_backpack_id) REFERENCES external_backpacks (organization_id, id),
  CONSTRAINT backpack_connections_problem CHECK (problem IN ('refused', 'secret'))
);
CREATE INDEX idx_backpack_connections_auto_sync ON backpack_connections (organization_id, user_id) WHERE auto_sync;
CALL heder_protect('backpack_connections');

CREATE TYPE backpack_push_state AS ENUM ('pending', 'pushed', 'failed');
-- One for each award and connection: what was pushed is never pushed again.
CREATE TABLE external_identifiers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  backpack_connection_id uuid NOT NULL,
  earned_badge_id uuid NOT NULL,
  external_id text,
  state backpack_push_state NOT NULL DEFAULT 'pending',
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz DEFAULT now(),
  last_status integer,
  last_error text,
  pushed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT external_identifiers_once UNIQUE (organization_id, backpack_connection_id, earned_badge_id),
  CONSTRAINT external_identifiers_connection FOREIGN KEY (organization_id, backpack_connection_id)
    REFERENCES backpack_connections (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT external_identifiers_award FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT external_identifiers_external_id_length CHECK (length(external_id) BETWEEN 1 AND 2000),
  CONSTRAINT external_identifiers_waits_until CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT external_identifiers_pushed_companions CHECK ((state = 'pushed') = (pushed_at IS NOT NULL)),
  CONSTRAINT external_identifiers_attempts CHECK (attempts >= 0),
  CONSTRAINT external_identifiers_last_status CHECK (last_status BETWEEN 100 AND 599),
  CONSTRAINT external_identifiers_last_error_length CHECK (length(last_error) <= 200)
);
CREATE INDEX idx_external_identifiers_due ON external_identifiers (organization_id, next_attempt_at) WHERE state = 'pending';
CREATE INDEX idx_external_identifiers_award ON external_identifiers (organization_id, earned_badge_id);
CALL heder_protect('external_identifiers');
CREATE FUNCTION external_identifiers_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('external_identifiers_are_final', 'what was pushed is not pushed again');
  RETURN NULL;
END $$;
CREATE TRIGGER are_final BEFORE UPDATE ON external_identifiers FOR EACH ROW WHEN (OLD.state = 'pushed')
  EXECUTE FUNCTION external_identifiers_are_final();

-- An award goes where its holder wants all of them, in the transaction that makes it.
CREATE FUNCTION backpacks_follow_awards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE organization uuid;
BEGIN
  FOR organization IN
    WITH ordered AS (
      INSERT INTO external_identifiers (organization_id, backpack_connection_id, earned_badge_id)
      SELECT n.organization_id, c.id, n.id FROM new_rows n
      JOIN backpack_connections c ON c.organization_id = n.organization_id AND c.user_id = n.user_id AND c.auto_sync
      WHERE n.status = 'awarded' AND n.declined_at IS NULL
      ON CONFLICT DO NOTHING RETURNING organization_id)
    SELECT DISTINCT organization_id FROM ordered
  LOOP
    PERFORM jobs.enqueue('backpacks.push', jsonb_build_object('organizationId', organization), NULL, 0);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER backpacks_follow AFTER INSERT ON earned_badges REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION backpacks_follow_awards();
CREATE TRIGGER backpacks_follow_decisions AFTER UPDATE ON earned_badges REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION backpacks_follow_awards();

-- Who has left has no tokens here any more.
CREATE POLICY definer ON backpack_connections TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON backpack_connections TO heder_definer;
CREATE FUNCTION backpack_connections_follow_members() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM backpack_connections WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id;
  RETURN NULL;
END $$;
CREATE TRIGGER backpack_connections_follow AFTER UPDATE ON memberships FOR EACH ROW
  WHEN (NEW.status = 'inactive' AND OLD.status <> 'inactive') EXECUTE FUNCTION backpack_connections_follow_members();
CREATE FUNCTION backpack_connections_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM backpack_connections WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER backpack_connections_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN ((NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL) OR (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL))
  EXECUTE FUNCTION backpack_connections_follow_accounts();
ALTER FUNCTION backpack_connections_follow_members() OWNER TO heder_definer;
ALTER FUNCTION backpack_connections_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION backpack_connections_follow_members(), backpack_connections_follow_accounts() FROM PUBLIC;
