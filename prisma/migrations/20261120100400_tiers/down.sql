DROP TABLE tier_assignments, recognition_tiers;
DROP FUNCTION recognition_tiers_check_organization();
DROP TYPE tier_assignment_status, award_period, tier_criteria_type;
