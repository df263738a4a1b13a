-- A mail of which nobody knows whether it was sent waits for somebody to see to it as one that was not sent does. All in
-- one direction, so that the index bounds the scan also where a mail server that was down failed thousands at one moment.
DROP INDEX idx_notifications_mail_failed;
CREATE INDEX idx_notifications_mail_not_sent ON notifications (organization_id, mail_state_at DESC, id DESC)
  WHERE mail_state IN ('failed', 'unknown');
