ALTER TABLE earned_badges ADD COLUMN status_list_index integer;
DROP FUNCTION public_award_credential(text, credential_form, text), public_certificate_credential(text, credential_form, text),
  public_issuer(text), public_achievement_issuer(uuid), credential_stamp(timestamptz, timestamptz, timestamptz, text);
REVOKE SELECT ON earned_badges, achievement_versions FROM heder_definer;
DROP POLICY definer ON earned_badges;
DROP POLICY definer ON achievement_versions;
DROP TABLE credential_documents;
DROP TYPE credential_form;
DROP TRIGGER credentials_follow ON earned_badges;
DROP TRIGGER credentials_follow ON certifications;
DROP FUNCTION credentials_follow_awards(), credentials_follow_certificates();
DROP TABLE credentials, status_lists, issuer_keys;
DROP FUNCTION credentials_are_final(), issuer_keys_are_final();
DROP TYPE issuer_key_algorithm, issuer_key_status;
