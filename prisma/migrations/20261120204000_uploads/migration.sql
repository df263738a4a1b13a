-- Pictures that an organisation brought, made anew from what was sent: only bytes that Heder itself has written stand
-- here. In the database, so that one backup has everything and a picture exists exactly when its row does.

CREATE TYPE upload_type AS ENUM ('image/png', 'image/svg+xml');

CREATE TABLE uploads (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  content_type upload_type NOT NULL,
  content bytea NOT NULL,
  sha256 bytea NOT NULL GENERATED ALWAYS AS (sha256(content)) STORED,
  width integer NOT NULL,
  height integer NOT NULL,
  -- What the picture shows, for who does not see it.
  alt_text text NOT NULL,
  -- The colour its edge mostly has: contrast with a theme's ground is computed from it. NULL: no edge to speak of.
  edge_colour text,
  created_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT uploads_content_length CHECK (length(content) BETWEEN 1 AND 524288),
  CONSTRAINT uploads_size CHECK (width BETWEEN 1 AND 1024 AND height BETWEEN 1 AND 1024),
  CONSTRAINT uploads_alt_text_not_empty CHECK (btrim(alt_text) <> '' AND length(alt_text) <= 300),
  CONSTRAINT uploads_edge_colour_format CHECK (edge_colour ~ '^#[0-9a-f]{6}$')
);
CREATE INDEX idx_uploads_org_created ON uploads (organization_id, created_at DESC, id);
CALL heder_protect('uploads', 'SELECT, INSERT');

-- A badge's picture is seen wherever the badge is shown, also on other sites: whoever has its address may have it.
CREATE POLICY definer ON uploads FOR SELECT TO heder_definer USING (true);
GRANT SELECT ON uploads TO heder_definer;
CREATE FUNCTION public_upload(p_id uuid) RETURNS TABLE (content_type text, content bytea, sha256 bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.content_type::text, u.content, u.sha256 FROM uploads u WHERE u.id = p_id
$$;
ALTER FUNCTION public_upload(uuid) OWNER TO heder_definer;
REVOKE ALL ON FUNCTION public_upload(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_upload(uuid) TO heder_public;
