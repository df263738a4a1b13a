DROP INDEX idx_notifications_mail_collected;
DROP INDEX idx_notifications_web_push_due;
DROP INDEX idx_notifications_web_push_unsettled;
ALTER TABLE notifications DROP COLUMN mail_in_digest, DROP COLUMN web_push_state, DROP COLUMN web_push_state_at,
  DROP COLUMN web_push_attempts, DROP COLUMN web_push_next_try_at, DROP COLUMN web_push_error, DROP COLUMN web_push_left;
DROP TRIGGER forget_bounce ON memberships;
DROP FUNCTION memberships_forget_bounce();
ALTER TABLE memberships DROP COLUMN mail_bounced_at, DROP COLUMN mail_bounce_reason;
DROP TRIGGER push_subscriptions_follow ON users;
DROP TRIGGER push_subscriptions_follow ON memberships;
DROP FUNCTION push_subscriptions_follow_accounts();
DROP FUNCTION push_subscriptions_follow_members();
DROP TABLE push_subscriptions;
DROP FUNCTION quiet_until(time, time, text, timestamptz);
DROP TABLE notification_preferences;
