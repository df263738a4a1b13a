-- A key that may ask whether somebody has a valid certificate, and may not read whose they all are.
ALTER TABLE api_keys
  DROP CONSTRAINT api_keys_scopes,
  ADD CONSTRAINT api_keys_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['people:read', 'achievements:read', 'awards:read',
    'tiers:read', 'certifications:read', 'access:read', 'activities:write', 'referrals:write', 'course-registrations:write']);
