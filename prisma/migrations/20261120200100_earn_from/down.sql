ALTER TABLE achievements DROP COLUMN earn_from;
