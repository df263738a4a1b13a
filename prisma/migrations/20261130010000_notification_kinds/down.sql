DELETE FROM notifications WHERE kind NOT IN ('certificate_issued', 'certificate_renewed', 'certificate_expiring', 'certificate_expired',
  'certificate_revoked', 'badge_awarded', 'badge_digest');
ALTER TYPE notification_kind RENAME TO notification_kind_with_more;
CREATE TYPE notification_kind AS ENUM ('certificate_issued', 'certificate_renewed', 'certificate_expiring', 'certificate_expired',
  'certificate_revoked', 'badge_awarded', 'badge_digest');
ALTER TABLE notifications ALTER COLUMN kind TYPE notification_kind USING kind::text::notification_kind;
DROP TYPE notification_kind_with_more;
