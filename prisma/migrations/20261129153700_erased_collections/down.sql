DROP TRIGGER external_badges_follow ON users;
DROP FUNCTION external_badges_follow_accounts();
REVOKE SELECT, DELETE ON external_badges FROM heder_definer;
DROP POLICY definer ON external_badges;
