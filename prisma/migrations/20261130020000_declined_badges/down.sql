DROP TRIGGER check_declined ON earned_badges;
DROP FUNCTION earned_badges_check_declined();
DROP TRIGGER check_taken_back ON earned_badges;
DROP FUNCTION earned_badges_check_taken_back();
