-- What a definition says beside its criteria (seed 003 badges, badge_alignments, badge_relateds), and how often it was changed.

ALTER TABLE achievements
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN revision integer NOT NULL DEFAULT 1,
  ADD CONSTRAINT achievements_tags CHECK (
    cardinality(tags) <= 20 AND array_position(tags, NULL) IS NULL AND array_position(tags, '') IS NULL
    AND length(array_to_string(tags, '')) <= 1000),
  ADD CONSTRAINT achievements_language_format CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' AND length(language) <= 35),
  ADD CONSTRAINT achievements_detail_lengths CHECK (
    length(version) <= 40 AND length(image_caption) <= 500 AND length(image_author_name) <= 200 AND length(issuer_name) <= 200
    AND length(message_subject) <= 200 AND length(message) <= 5000),
  ADD CONSTRAINT achievements_email_format CHECK (
    image_author_email ~ '^[^\s@]+@[^\s@]+$' AND length(image_author_email) <= 254
    AND issuer_contact ~ '^[^\s@]+@[^\s@]+$' AND length(issuer_contact) <= 254),
  ADD CONSTRAINT achievements_web_addresses CHECK (
    image_author_url ~ '^https?://\S+$' AND length(image_author_url) <= 2000 AND issuer_url ~ '^https?://\S+$' AND length(issuer_url) <= 2000);
COMMENT ON COLUMN achievements.revision IS 'grows with each change of the definition: whoever saves says which one was read';

-- Whichever door a change comes through. Order and status are no part of the definition.
CREATE FUNCTION achievements_count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  around text[] := ARRAY['status', 'is_active', 'criteria_version', 'sort_order', 'next_cron', 'import_id', 'updated_at', 'revision'];
BEGIN
  IF NEW.revision <> OLD.revision OR to_jsonb(NEW) - around IS DISTINCT FROM to_jsonb(OLD) - around THEN
    NEW.revision := OLD.revision + 1;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER count_revision BEFORE UPDATE ON achievements FOR EACH ROW EXECUTE FUNCTION achievements_count_revision();

-- To what of other frameworks an achievement corresponds.
CREATE TABLE achievement_alignments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  place integer NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  description text,
  framework text,
  code text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT achievement_alignments_place_unique UNIQUE (organization_id, achievement_id, place),
  FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT achievement_alignments_place_range CHECK (place BETWEEN 1 AND 20),
  CONSTRAINT achievement_alignments_name_not_empty CHECK (btrim(name) <> '' AND length(name) <= 200),
  CONSTRAINT achievement_alignments_web_address CHECK (url ~ '^https?://\S+$' AND length(url) <= 2000),
  CONSTRAINT achievement_alignments_lengths CHECK (length(description) <= 2000 AND length(framework) <= 200 AND length(code) <= 200)
);
CALL heder_protect('achievement_alignments');

-- Two achievements that belong together: one row a pair, whichever of the two was looked at when it was made.
CREATE TABLE achievement_relations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  related_achievement_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT achievement_relations_pair_unique UNIQUE (organization_id, achievement_id, related_achievement_id),
  FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, related_achievement_id) REFERENCES achievements (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT achievement_relations_ordered CHECK (achievement_id < related_achievement_id)
);
CREATE INDEX idx_achievement_relations_related ON achievement_relations (organization_id, related_achievement_id);
CALL heder_protect('achievement_relations', 'SELECT, INSERT, DELETE');

-- What a definition says that is not in its row as it stands there; what says nothing is left out. Read both ways.
CREATE FUNCTION achievement_details(a achievements) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'tags', CASE WHEN a.tags <> '{}' THEN to_jsonb(a.tags) END,
    'alignments', (
      SELECT jsonb_agg(jsonb_build_object('name', l.name, 'url', l.url, 'description', l.description, 'framework', l.framework,
        'code', l.code) ORDER BY l.place)
      FROM achievement_alignments l WHERE l.organization_id = a.organization_id AND l.achievement_id = a.id),
    'related', (
      SELECT jsonb_agg(o.key ORDER BY o.key)
      FROM achievements o WHERE o.organization_id = a.organization_id AND o.id IN (
        SELECT r.related_achievement_id FROM achievement_relations r WHERE r.organization_id = a.organization_id AND r.achievement_id = a.id
        UNION ALL
        SELECT r.achievement_id FROM achievement_relations r WHERE r.organization_id = a.organization_id AND r.related_achievement_id = a.id))))
$$;
REVOKE ALL ON FUNCTION achievement_details(achievements), achievements_count_revision() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION achievement_details(achievements) TO heder_app;
