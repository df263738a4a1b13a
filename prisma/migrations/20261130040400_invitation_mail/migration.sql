-- The letter of an invitation is an outbox of its own row: sent by the worker, and tried again while the mail server is away.
-- Its link is a secret of which only the hash is kept; until the letter has gone it is here, encrypted.
ALTER TABLE achievement_endorsements
  ADD COLUMN mail_state channel_state NOT NULL DEFAULT 'none',
  ADD COLUMN mail_state_at timestamptz,
  ADD COLUMN mail_attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN mail_next_try_at timestamptz,
  ADD COLUMN mail_token bytea,
  ADD CONSTRAINT achievement_endorsements_mail_attempts CHECK (mail_attempts >= 0),
  ADD CONSTRAINT achievement_endorsements_mail_due CHECK ((mail_state = 'pending') = (mail_next_try_at IS NOT NULL)),
  ADD CONSTRAINT achievement_endorsements_mail_secret CHECK ((mail_token IS NOT NULL) = (mail_state IN ('pending', 'sending')));
CREATE INDEX idx_achievement_endorsements_mail ON achievement_endorsements (organization_id, mail_next_try_at)
  WHERE mail_state IN ('pending', 'sending');
GRANT UPDATE (mail_state, mail_state_at, mail_attempts, mail_next_try_at, mail_token) ON achievement_endorsements TO heder_app;
