-- How people want to be told: by mail at once, together or not at all, on which of their devices, and not at night. And what is
-- known of addresses that nobody receives mail at.

-- No row: everything, at once, at any hour. Kinds that come later are on until somebody turns them off.
CREATE TABLE notification_preferences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  no_mail notification_kind[] NOT NULL DEFAULT '{}',
  no_push notification_kind[] NOT NULL DEFAULT '{}',
  digest creator_digest NOT NULL DEFAULT 'every_time',
  quiet_from time,
  quiet_to time,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT notification_preferences_one UNIQUE (organization_id, user_id),
  CONSTRAINT notification_preferences_member FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id)
    ON UPDATE CASCADE,
  CONSTRAINT notification_preferences_digest CHECK (digest IN ('every_time', 'daily', 'weekly')),
  CONSTRAINT notification_preferences_quiet_companions CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
  CONSTRAINT notification_preferences_quiet_lasts CHECK (quiet_from <> quiet_to)
);
CALL heder_protect('notification_preferences');

-- Until when somebody is not to be disturbed, by the organisation's clock; null when they may be. From ten in the evening to
-- seven is across midnight.
CREATE FUNCTION quiet_until(p_from time, p_to time, p_time_zone text, p_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (SELECT CASE
      WHEN p_from < p_to AND here::time >= p_from AND here::time < p_to OR p_from > p_to AND here::time < p_to
        THEN (here::date + p_to) AT TIME ZONE p_time_zone
      WHEN p_from > p_to AND here::time >= p_from THEN (here::date + 1 + p_to) AT TIME ZONE p_time_zone END
    FROM (SELECT p_at AT TIME ZONE p_time_zone AS here) asked);
REVOKE ALL ON FUNCTION quiet_until(time, time, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quiet_until(time, time, text, timestamptz) TO heder_app;

-- A browser that shows notifications to somebody. One is one person's: whoever turns it on there last. The keys are encrypted.
CREATE TABLE push_subscriptions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  endpoint text NOT NULL,
  keys bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT push_subscriptions_one UNIQUE (organization_id, endpoint),
  CONSTRAINT push_subscriptions_member FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT push_subscriptions_web_address CHECK (endpoint ~ '^https?://\S+$' AND length(endpoint) <= 2000),
  CONSTRAINT push_subscriptions_has_keys CHECK (length(keys) BETWEEN 1 AND 1000)
);
CREATE INDEX idx_push_subscriptions_user ON push_subscriptions (organization_id, user_id);
CALL heder_protect('push_subscriptions');

-- Who has left, or whose account is closed or erased, is shown nothing any more.
CREATE POLICY definer ON push_subscriptions TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON push_subscriptions TO heder_definer;
CREATE FUNCTION push_subscriptions_follow_members() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM push_subscriptions WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id;
  RETURN NULL;
END $$;
CREATE TRIGGER push_subscriptions_follow AFTER UPDATE ON memberships FOR EACH ROW
  WHEN (NEW.status = 'inactive' AND OLD.status <> 'inactive') EXECUTE FUNCTION push_subscriptions_follow_members();
CREATE FUNCTION push_subscriptions_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM push_subscriptions WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER push_subscriptions_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN ((NEW.deactivated_at IS NOT NULL AND OLD.deactivated_at IS NULL) OR (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL))
  EXECUTE FUNCTION push_subscriptions_follow_accounts();
ALTER FUNCTION push_subscriptions_follow_members() OWNER TO heder_definer;
ALTER FUNCTION push_subscriptions_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION push_subscriptions_follow_members(), push_subscriptions_follow_accounts() FROM PUBLIC;

-- A mail server said that there is no such mailbox. Nothing more is sent there, until it is another address or somebody says so.
ALTER TABLE memberships ADD COLUMN mail_bounced_at timestamptz, ADD COLUMN mail_bounce_reason text,
  ADD CONSTRAINT memberships_bounce_companions CHECK ((mail_bounced_at IS NULL) = (mail_bounce_reason IS NULL)),
  ADD CONSTRAINT memberships_bounce_reason_length CHECK (length(mail_bounce_reason) BETWEEN 1 AND 300);
CREATE FUNCTION memberships_forget_bounce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.mail_bounced_at := NULL;
  NEW.mail_bounce_reason := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER forget_bounce BEFORE UPDATE OF email ON memberships FOR EACH ROW
  WHEN (NEW.email IS DISTINCT FROM OLD.email) EXECUTE FUNCTION memberships_forget_bounce();

-- A mail that waits to be one letter with others; and what has become of showing it on the person's devices: those it is still
-- to be sent to, or null for all.
ALTER TABLE notifications
  ADD COLUMN mail_in_digest boolean NOT NULL DEFAULT false,
  ADD COLUMN web_push_state channel_state NOT NULL DEFAULT 'none',
  ADD COLUMN web_push_state_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN web_push_attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN web_push_next_try_at timestamptz,
  ADD COLUMN web_push_error text,
  ADD COLUMN web_push_left uuid[],
  ADD CONSTRAINT notifications_web_push_waits_until CHECK ((web_push_state = 'pending') = (web_push_next_try_at IS NOT NULL)),
  ADD CONSTRAINT notifications_web_push_attempts CHECK (web_push_attempts >= 0),
  ADD CONSTRAINT notifications_web_push_error_length CHECK (length(web_push_error) <= 200);
CREATE INDEX idx_notifications_mail_collected ON notifications (organization_id, user_id) WHERE mail_state = 'pending' AND mail_in_digest;
CREATE INDEX idx_notifications_web_push_due ON notifications (organization_id, web_push_next_try_at) WHERE web_push_state = 'pending';
CREATE INDEX idx_notifications_web_push_unsettled ON notifications (organization_id, web_push_state_at) WHERE web_push_state = 'sending';
GRANT UPDATE (mail_in_digest, web_push_state, web_push_state_at, web_push_attempts, web_push_next_try_at, web_push_error, web_push_left)
  ON notifications TO heder_app;
