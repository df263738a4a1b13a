-- What else people are told of: their tiers, what waits for them, and what became of what they asked for.

ALTER TYPE notification_kind ADD VALUE 'tier_reached';
ALTER TYPE notification_kind ADD VALUE 'approval_wanted';
ALTER TYPE notification_kind ADD VALUE 'job_finished';
ALTER TYPE notification_kind ADD VALUE 'mistake_reported';
ALTER TYPE notification_kind ADD VALUE 'mistake_answered';
ALTER TYPE notification_kind ADD VALUE 'pause_wanted';
ALTER TYPE notification_kind ADD VALUE 'pause_answered';
