ALTER TABLE webhook_deliveries DROP COLUMN give_up_at;
ALTER TABLE webhooks NO FORCE ROW LEVEL SECURITY;
UPDATE webhooks SET events = array_remove(events, 'certification.superseded') WHERE events <> ARRAY['certification.superseded'];
UPDATE webhooks SET events = ARRAY['certification.renewed'] WHERE events = ARRAY['certification.superseded'];
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
ALTER TABLE webhooks DROP COLUMN quiet_until,
  DROP CONSTRAINT webhooks_events,
  ADD CONSTRAINT webhooks_events CHECK (cardinality(events) > 0 AND events <@ ARRAY['certification.issued', 'certification.renewed',
    'certification.corrected', 'certification.expiring_soon', 'certification.expired', 'certification.revoked', 'notification.created']);
