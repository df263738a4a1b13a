DROP TABLE evaluation_requests, course_registrations, courses, referrals, activities, import_rows;
ALTER TABLE memberships DROP COLUMN import_id;
DROP TABLE imports;
DROP TYPE import_row_outcome, import_status, import_kind, course_registration_status, referral_status;
