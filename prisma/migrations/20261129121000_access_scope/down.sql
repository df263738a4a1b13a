-- Keys that have the scope keep it: what a key may do never changes.
ALTER TABLE api_keys
  DROP CONSTRAINT api_keys_scopes,
  ADD CONSTRAINT api_keys_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['people:read', 'achievements:read', 'awards:read',
    'tiers:read', 'certifications:read', 'activities:write', 'referrals:write', 'course-registrations:write']) NOT VALID;
