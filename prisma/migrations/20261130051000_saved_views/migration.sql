-- Saved views: the filters, the order and the columns of a list under a name, of one's own or for all who see the list.
CREATE TYPE view_list AS ENUM ('people', 'badges', 'certifications', 'activity');

CREATE TABLE saved_views (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  list view_list NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  is_shared boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT saved_views_name_unique UNIQUE (organization_id, user_id, list, name),
  CONSTRAINT saved_views_owner FOREIGN KEY (organization_id, user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT saved_views_name_length CHECK (btrim(name) <> '' AND length(name) <= 80),
  CONSTRAINT saved_views_query_length CHECK (length(query) <= 2000)
);
COMMENT ON COLUMN saved_views.query IS 'what stands after the question mark of the list''s address, without pages, in a fixed order';
CALL heder_protect('saved_views');
CREATE INDEX idx_saved_views_shared ON saved_views (organization_id, list) WHERE is_shared;
