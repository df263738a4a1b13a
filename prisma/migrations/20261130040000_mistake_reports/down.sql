DROP TRIGGER mistake_reports_follow ON users;
DROP FUNCTION mistake_reports_follow_accounts();
DROP TABLE mistake_reports;
DROP FUNCTION mistake_reports_check_life();
DROP FUNCTION mistake_reports_check_subject();
DROP TYPE mistake_status;
DROP TYPE mistake_subject;
