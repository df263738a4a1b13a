DROP TABLE manual_awards, earned_badge_criteria, earned_badges, achievement_versions, achievements;
DROP FUNCTION earned_badges_check_change(), earned_badges_check_new(), achievement_versions_are_final();
DROP TYPE earned_badge_source, earned_badge_status, creator_digest, unmet_policy, achievement_type, achievement_status, achievement_trigger, achievement_category;
