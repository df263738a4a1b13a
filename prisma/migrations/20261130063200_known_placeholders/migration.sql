-- What stands in braces and nobody fills in, every recipient would read: {navn}. The names are those of
-- lib/notifications/placeholder-rules.ts; a test compares the two.
ALTER TABLE achievements
  ADD CONSTRAINT achievements_message_placeholders
    CHECK (message !~ '\{(?!\s*(?:name|achievement|description|organisation|date|link)\s*\})[^{}]*\}'),
  ADD CONSTRAINT achievements_message_subject_placeholders
    CHECK (message_subject !~ '\{(?!\s*(?:name|achievement|description|organisation|date|link)\s*\})[^{}]*\}');
