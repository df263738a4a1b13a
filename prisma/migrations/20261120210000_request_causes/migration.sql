-- What happened about the person, so that only the achievements it can affect are looked at: one bit a kind, as in
-- lib/jobs/evaluation-requests.ts. All bits: anything may have changed.
ALTER TABLE evaluation_requests
  ADD COLUMN causes smallint NOT NULL DEFAULT 32767,
  ADD CONSTRAINT evaluation_requests_causes_not_empty CHECK (causes > 0);
