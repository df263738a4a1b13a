-- How certificates of a type look (certification_types.template, lib/certifications/design-schema.ts): what a document
-- cannot be set with is kept out here too. A key that is missing means the default.

ALTER TABLE certification_types
  ADD CONSTRAINT certification_types_design_accent CHECK (template ->> 'accent' ~ '^#[0-9a-f]{6}$'),
  ADD CONSTRAINT certification_types_design_orientation CHECK (template ->> 'orientation' IN ('landscape', 'portrait')),
  ADD CONSTRAINT certification_types_design_language CHECK (template ->> 'language' IN ('nb', 'nn', 'en')),
  ADD CONSTRAINT certification_types_design_signatures CHECK (
    CASE jsonb_typeof(template -> 'signatures') WHEN 'array' THEN jsonb_array_length(template -> 'signatures') <= 3 ELSE template -> 'signatures' IS NULL END),
  ADD CONSTRAINT certification_types_design_size CHECK (length(template::text) <= 20000);

-- A picture that a design shows is the organisation's own; pictures are never removed.
CREATE FUNCTION certification_types_check_design() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT jsonb_path_query(NEW.template, '$.logo') AS shown
      UNION ALL SELECT jsonb_path_query(NEW.template, '$.signatures[*].picture')) pictures
    WHERE NOT EXISTS (
      SELECT FROM uploads u WHERE u.organization_id = NEW.organization_id AND u.id::text = shown #>> '{}')
  ) THEN
    PERFORM heder_refuse('certification_types_design_pictures', 'the organisation has no such picture');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certification_types_check_design BEFORE INSERT OR UPDATE OF template ON certification_types
  FOR EACH ROW EXECUTE FUNCTION certification_types_check_design();
