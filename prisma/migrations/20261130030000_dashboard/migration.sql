-- What the dashboard shows is kept, so that it opens as fast for a hundred thousand people as for a hundred: who lacks
-- one activity, and the figures of each period. Both can be worked out anew from the facts at any time.

-- Who lacks one activity, and nothing else, for an achievement that is in use.
CREATE TABLE nearly_earned (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  achievement_id uuid NOT NULL,
  user_id uuid NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, achievement_id, user_id),
  CONSTRAINT nearly_earned_achievement FOREIGN KEY (organization_id, achievement_id)
    REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT nearly_earned_person FOREIGN KEY (organization_id, user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX idx_nearly_earned_newest ON nearly_earned (organization_id, since DESC, user_id, achievement_id);
CREATE INDEX idx_nearly_earned_person ON nearly_earned (organization_id, user_id);
CALL heder_protect('nearly_earned', 'SELECT, INSERT, DELETE');

-- When everybody was looked at for an achievement, by which definition, and how many lack one activity now: to count
-- them would take longer the more they are.
CREATE TABLE nearly_looks (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  achievement_id uuid NOT NULL,
  fingerprint text NOT NULL,
  people integer NOT NULL,
  looked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, achievement_id),
  CONSTRAINT nearly_looks_achievement FOREIGN KEY (organization_id, achievement_id)
    REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT nearly_looks_people_counted CHECK (people >= 0)
);
CALL heder_protect('nearly_looks');

-- Who has been evaluated since, and is to be looked at again.
CREATE TABLE nearly_requests (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  PRIMARY KEY (organization_id, user_id),
  CONSTRAINT nearly_requests_person FOREIGN KEY (organization_id, user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL heder_protect('nearly_requests');

-- Whether a refresh is on its way, and when and how long the last one took: the next waits ten times as long, so that
-- a large organisation's figures never take more than a small part of a worker.
CREATE TABLE dashboard_states (
  organization_id uuid PRIMARY KEY REFERENCES organizations (id),
  is_requested boolean NOT NULL DEFAULT false,
  refreshed_at timestamptz,
  seconds double precision NOT NULL DEFAULT 0,
  CONSTRAINT dashboard_states_seconds_range CHECK (seconds >= 0)
);
CALL heder_protect('dashboard_states', 'SELECT, INSERT, UPDATE');

-- The figures of a period (`2026`, `2026-Q4`, `12-months`) or of this moment (`now`), as lib/dashboard writes and reads them.
CREATE TABLE dashboard_figures (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  period text NOT NULL,
  figures jsonb NOT NULL,
  counted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, period),
  CONSTRAINT dashboard_figures_period_format CHECK (period ~ '^(now|12-months|\d{4}(-Q[1-4])?)$'),
  CONSTRAINT dashboard_figures_are_object CHECK (jsonb_typeof(figures) = 'object')
);
CALL heder_protect('dashboard_figures');

-- What the queue counts: only the rows that wait cost an entry.
CREATE INDEX idx_external_identifiers_failed ON external_identifiers (organization_id, updated_at DESC, id) WHERE state = 'failed';
CREATE INDEX idx_webhook_deliveries_failed ON webhook_deliveries (organization_id, updated_at DESC, id) WHERE state = 'failed';
CREATE INDEX idx_notifications_mail_failed ON notifications (organization_id, mail_state_at DESC, id) WHERE mail_state = 'failed';
-- Who left, and when.
CREATE INDEX idx_memberships_deactivated ON memberships (organization_id, deactivated_at) WHERE deactivated_at IS NOT NULL;
