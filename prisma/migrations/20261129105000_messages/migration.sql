-- What goes out of Heder: an inbox that is the outbox too, and webhooks of other systems.

CREATE TYPE notification_kind AS ENUM ('certificate_issued', 'certificate_renewed', 'certificate_expiring', 'certificate_expired',
  'certificate_revoked');
-- 'unknown': whoever was sending it died meanwhile; it may have gone out, so it is not sent again.
CREATE TYPE channel_state AS ENUM ('none', 'pending', 'sending', 'sent', 'failed', 'unknown');
CREATE TYPE webhook_delivery_state AS ENUM ('pending', 'delivered', 'failed');

CREATE TABLE notifications (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  kind notification_kind NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  "values" jsonb NOT NULL DEFAULT '{}',
  idempotency_key text NOT NULL,
  read_at timestamptz,
  mail_state channel_state NOT NULL DEFAULT 'none',
  mail_state_at timestamptz NOT NULL DEFAULT now(),
  mail_attempts integer NOT NULL DEFAULT 0,
  mail_next_try_at timestamptz,
  mail_error text,
  push_state channel_state NOT NULL DEFAULT 'none',
  push_state_at timestamptz NOT NULL DEFAULT now(),
  push_attempts integer NOT NULL DEFAULT 0,
  push_next_try_at timestamptz,
  push_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT notifications_once UNIQUE (organization_id, user_id, idempotency_key),
  CONSTRAINT notifications_reader FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT notifications_key_not_empty CHECK (btrim(idempotency_key) <> '' AND length(idempotency_key) <= 200),
  CONSTRAINT notifications_subject_type_format CHECK (subject_type ~ '^[a-z_]{1,40}$'),
  CONSTRAINT notifications_values_are_object CHECK (jsonb_typeof("values") = 'object'),
  CONSTRAINT notifications_mail_waits_until CHECK ((mail_state = 'pending') = (mail_next_try_at IS NOT NULL)),
  CONSTRAINT notifications_push_waits_until CHECK ((push_state = 'pending') = (push_next_try_at IS NOT NULL)),
  CONSTRAINT notifications_attempts CHECK (mail_attempts >= 0 AND push_attempts >= 0),
  CONSTRAINT notifications_error_lengths CHECK (length(mail_error) <= 200 AND length(push_error) <= 200)
);
CREATE INDEX idx_notifications_inbox ON notifications (organization_id, user_id, created_at DESC, id);
CREATE INDEX idx_notifications_unread ON notifications (organization_id, user_id) WHERE read_at IS NULL;
CREATE INDEX idx_notifications_mail_due ON notifications (organization_id, mail_next_try_at) WHERE mail_state = 'pending';
CREATE INDEX idx_notifications_mail_unsettled ON notifications (organization_id, mail_state_at) WHERE mail_state IN ('sending', 'failed', 'unknown');
CREATE INDEX idx_notifications_push_due ON notifications (organization_id, push_next_try_at) WHERE push_state = 'pending';
-- What was said stays as it was said.
CALL heder_protect('notifications', 'SELECT, INSERT, UPDATE (read_at, mail_state, mail_state_at, mail_attempts, mail_next_try_at, mail_error,
  push_state, push_state_at, push_attempts, push_next_try_at, push_error)');

-- The language a person has chosen, for what is written to them; of this organisation's people only.
CREATE FUNCTION locales_of_members(p_user_ids uuid[]) RETURNS TABLE (user_id uuid, locale text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.id, u.locale FROM users u JOIN memberships m ON m.user_id = u.id
    WHERE m.organization_id = app_organization_id() AND u.id = ANY (p_user_ids) AND u.locale IS NOT NULL
$$;
ALTER FUNCTION locales_of_members(uuid[]) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION locales_of_members(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION locales_of_members(uuid[]) TO heder_app;

-- Addresses of other systems that want to know. The secret is encrypted, and forgotten when the webhook is removed.
CREATE TABLE webhooks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  url text NOT NULL,
  events text[] NOT NULL,
  description text,
  secret bytea,
  is_active boolean NOT NULL DEFAULT true,
  disabled_reason text,
  removed_at timestamptz,
  created_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT webhooks_web_address CHECK (url ~ '^https?://\S+$' AND length(url) <= 2000),
  CONSTRAINT webhooks_events CHECK (cardinality(events) > 0 AND events <@ ARRAY['certification.issued', 'certification.renewed',
    'certification.corrected', 'certification.expiring_soon', 'certification.expired', 'certification.revoked', 'notification.created']),
  CONSTRAINT webhooks_description_not_empty CHECK (btrim(description) <> '' AND length(description) <= 200),
  CONSTRAINT webhooks_disabled_companions CHECK (is_active = (disabled_reason IS NULL)),
  CONSTRAINT webhooks_disabled_reason CHECK (disabled_reason IN ('paused', 'gone', 'removed')),
  CONSTRAINT webhooks_removed_is_over CHECK ((removed_at IS NOT NULL) = coalesce(disabled_reason = 'removed', false)),
  CONSTRAINT webhooks_removed_forgets_secret CHECK ((removed_at IS NULL) = (secret IS NOT NULL))
);
CALL heder_protect('webhooks', 'SELECT, INSERT, UPDATE');
CREATE FUNCTION webhooks_removal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('webhooks_removal_is_final', 'a removed webhook stays removed');
  RETURN NULL;
END $$;
CREATE TRIGGER removal_is_final BEFORE UPDATE ON webhooks FOR EACH ROW WHEN (OLD.removed_at IS NOT NULL)
  EXECUTE FUNCTION webhooks_removal_is_final();

-- One for each webhook and each thing that happened. Who delivers it puts its next attempt off first: should they die,
-- it is tried again.
CREATE TABLE webhook_deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  event text NOT NULL,
  event_id text NOT NULL,
  payload jsonb NOT NULL,
  state webhook_delivery_state NOT NULL DEFAULT 'pending',
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz DEFAULT now(),
  last_status integer,
  last_error text,
  delivered_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT webhook_deliveries_once UNIQUE (organization_id, webhook_id, event_id),
  CONSTRAINT webhook_deliveries_webhook FOREIGN KEY (organization_id, webhook_id) REFERENCES webhooks (organization_id, id),
  CONSTRAINT webhook_deliveries_event_format CHECK (event ~ '^[a-z_]+\.[a-z_]+$' AND length(event) <= 100),
  CONSTRAINT webhook_deliveries_event_id_format CHECK (event_id ~ '^[A-Za-z0-9_-]{1,100}$'),
  CONSTRAINT webhook_deliveries_payload_is_object CHECK (jsonb_typeof(payload) = 'object'),
  CONSTRAINT webhook_deliveries_waits_until CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT webhook_deliveries_delivered_companions CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
  CONSTRAINT webhook_deliveries_attempts CHECK (attempts >= 0),
  CONSTRAINT webhook_deliveries_last_status CHECK (last_status BETWEEN 100 AND 599),
  CONSTRAINT webhook_deliveries_last_error_length CHECK (length(last_error) <= 200)
);
CREATE INDEX idx_webhook_deliveries_due ON webhook_deliveries (organization_id, webhook_id, next_attempt_at) WHERE state = 'pending';
CREATE INDEX idx_webhook_deliveries_newest ON webhook_deliveries (organization_id, webhook_id, created_at DESC, id);
CREATE INDEX idx_webhook_deliveries_settled ON webhook_deliveries (organization_id, updated_at) WHERE state <> 'pending';
CALL heder_protect('webhook_deliveries');
