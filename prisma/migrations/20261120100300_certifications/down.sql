DROP FUNCTION public_certificate(text);
DROP TABLE certifications, certificate_counters, certification_types;
DROP FUNCTION certifications_check(), may_certify(uuid, uuid);
DROP TYPE certification_source, certification_status;
