DROP TRIGGER check_change ON achievements;
DROP FUNCTION achievements_check_change();
