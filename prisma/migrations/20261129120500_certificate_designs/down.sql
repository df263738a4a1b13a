DROP TRIGGER certification_types_check_design ON certification_types;
DROP FUNCTION certification_types_check_design();
ALTER TABLE certification_types
  DROP CONSTRAINT certification_types_design_accent,
  DROP CONSTRAINT certification_types_design_orientation,
  DROP CONSTRAINT certification_types_design_language,
  DROP CONSTRAINT certification_types_design_signatures,
  DROP CONSTRAINT certification_types_design_size;
