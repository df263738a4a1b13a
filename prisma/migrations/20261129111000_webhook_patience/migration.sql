-- How long a webhook's deliveries are tried, and how one that cannot be reached is spared, and those that wait with it.
ALTER TABLE webhooks ADD COLUMN quiet_until timestamptz,
  DROP CONSTRAINT webhooks_events,
  ADD CONSTRAINT webhooks_events CHECK (cardinality(events) > 0 AND events <@ ARRAY['certification.issued', 'certification.renewed',
    'certification.superseded', 'certification.corrected', 'certification.expiring_soon', 'certification.expired', 'certification.revoked',
    'notification.created']);
ALTER TABLE webhook_deliveries ADD COLUMN give_up_at timestamptz NOT NULL DEFAULT now() + interval '48 hours';
