DROP INDEX idx_notifications_mail_not_sent;
CREATE INDEX idx_notifications_mail_failed ON notifications (organization_id, mail_state_at DESC, id) WHERE mail_state = 'failed';
