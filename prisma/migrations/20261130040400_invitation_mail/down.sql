ALTER TABLE achievement_endorsements DROP COLUMN mail_state, DROP COLUMN mail_state_at, DROP COLUMN mail_attempts,
  DROP COLUMN mail_next_try_at, DROP COLUMN mail_token;
