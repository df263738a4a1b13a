DROP FUNCTION public_upload(uuid);
DROP TABLE uploads;
DROP TYPE upload_type;
