ALTER TABLE evaluation_requests DROP COLUMN causes;
