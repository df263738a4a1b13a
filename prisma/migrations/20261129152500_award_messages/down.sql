DROP TRIGGER set_digest ON achievements;
DROP TRIGGER set_digest_first ON achievements;
DROP FUNCTION achievements_set_digest();
ALTER TABLE achievements DROP CONSTRAINT achievements_digest_is_due, DROP CONSTRAINT achievements_digest_begins;
UPDATE achievements SET next_cron = NULL WHERE next_cron IS NOT NULL;
ALTER TABLE achievements DROP COLUMN digest_since;
DROP FUNCTION next_digest(creator_digest, text, timestamptz);
DELETE FROM notifications WHERE kind IN ('badge_awarded', 'badge_digest');
ALTER TYPE notification_kind RENAME TO notification_kind_with_badges;
CREATE TYPE notification_kind AS ENUM ('certificate_issued', 'certificate_renewed', 'certificate_expiring', 'certificate_expired',
  'certificate_revoked');
ALTER TABLE notifications ALTER COLUMN kind TYPE notification_kind USING kind::text::notification_kind;
DROP TYPE notification_kind_with_badges;
