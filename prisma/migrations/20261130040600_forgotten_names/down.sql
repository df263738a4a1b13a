DROP TRIGGER notifications_follow ON users;
DROP FUNCTION notifications_follow_accounts();
REVOKE SELECT, UPDATE ("values"), DELETE ON notifications FROM heder_definer;
DROP POLICY definer ON notifications;
