-- What happens to a certificate after it was issued: renewed, corrected, warned about, written over by an operator.

-- A renewal first says who follows and then writes the follower, so that never two are valid at once; both checks
-- wait for that within its transaction, and for nobody else's.
ALTER TABLE certifications ALTER CONSTRAINT certifications_renewed_by DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE certifications
  ADD CONSTRAINT certifications_renewed_is_over CHECK (renewed_by_id IS NULL OR status NOT IN ('active', 'expiring_soon')),
  ADD CONSTRAINT certifications_successor_is_another CHECK (renewed_by_id <> id);

CREATE FUNCTION certifications_check_successor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM certifications later WHERE later.organization_id = NEW.organization_id AND later.id = NEW.renewed_by_id
                 AND later.user_id = NEW.user_id AND later.certification_type_id = NEW.certification_type_id) THEN
    PERFORM heder_refuse('certifications_successor_fits', 'the successor is of the same person and type');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER certifications_successor_fits AFTER INSERT OR UPDATE OF renewed_by_id ON certifications
  DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (NEW.renewed_by_id IS NOT NULL)
  EXECUTE FUNCTION certifications_check_successor();

CREATE FUNCTION certifications_check_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.renewed_by_id IS DISTINCT FROM OLD.renewed_by_id AND OLD.renewed_by_id IS NOT NULL
     AND NOT (app_is_platform() AND coalesce(current_setting('app.migration_override', true) = 'on', false)) THEN
    PERFORM heder_refuse('certifications_renewal_is_final', 'a certificate is renewed once');
  END IF;
  IF NEW.issued_at IS DISTINCT FROM OLD.issued_at AND split_part(NEW.certificate_number, '-', 2)::integer <>
     (SELECT extract(year FROM NEW.issued_at AT TIME ZONE o.time_zone) FROM organizations o WHERE o.id = NEW.organization_id) THEN
    PERFORM heder_refuse('certifications_number_year', 'the year of the number is not the year of issue');
  END IF;
  IF OLD.expiry_warning_sent_at IS NOT NULL AND NEW.expiry_warning_sent_at <> OLD.expiry_warning_sent_at THEN
    PERFORM heder_refuse('certifications_warned_once', 'the holder is warned once of one end');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_life BEFORE UPDATE ON certifications FOR EACH ROW
  WHEN ((NEW.renewed_by_id, NEW.issued_at, NEW.expiry_warning_sent_at) IS DISTINCT FROM (OLD.renewed_by_id, OLD.issued_at, OLD.expiry_warning_sent_at))
  EXECUTE FUNCTION certifications_check_life();

-- For the sweep, which looks at what is valid and not at everything that ever was; and from a certificate to the one it replaces.
CREATE INDEX idx_certification_valid_expires ON certifications (organization_id, expires_at, id) WHERE status IN ('active', 'expiring_soon');
CREATE INDEX idx_certification_renewed_by ON certifications (organization_id, renewed_by_id) WHERE renewed_by_id IS NOT NULL;
