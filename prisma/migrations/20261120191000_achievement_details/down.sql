DROP FUNCTION achievement_details(achievements);
DROP TABLE achievement_relations;
DROP TABLE achievement_alignments;
DROP TRIGGER count_revision ON achievements;
DROP FUNCTION achievements_count_revision();
ALTER TABLE achievements DROP COLUMN tags, DROP COLUMN revision,
  DROP CONSTRAINT achievements_language_format, DROP CONSTRAINT achievements_detail_lengths,
  DROP CONSTRAINT achievements_email_format, DROP CONSTRAINT achievements_web_addresses;
