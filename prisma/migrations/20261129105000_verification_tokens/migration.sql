-- What the QR of a certificate holds beside its number: 122 random bits, made by the database, the same for good.
ALTER TABLE certifications
  ADD COLUMN verification_token text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', ''),
  ADD CONSTRAINT certifications_verification_token_unique UNIQUE (verification_token),
  ADD CONSTRAINT certifications_verification_token_format CHECK (verification_token ~ '^[0-9a-f]{32}$');

-- Paper cannot be called back: a code that was printed opens the same certificate always.
CREATE FUNCTION certifications_keep_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('certifications_verification_token_is_final', 'the code on the printed certificate never changes');
  RETURN NULL;
END $$;
CREATE TRIGGER keep_token BEFORE UPDATE OF verification_token ON certifications FOR EACH ROW
  WHEN (NEW.verification_token IS DISTINCT FROM OLD.verification_token) EXECUTE FUNCTION certifications_keep_token();
