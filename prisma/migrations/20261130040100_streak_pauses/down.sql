DROP TRIGGER streak_pauses_follow ON users;
DROP FUNCTION streak_pauses_follow_accounts();
DROP TABLE streak_pauses;
DROP FUNCTION streak_pauses_check_life();
DROP TYPE streak_pause_status;
DROP SCHEMA gist CASCADE;
