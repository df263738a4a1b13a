DROP FUNCTION shared_badge(bytea);
DROP FUNCTION public_badge(text, uuid);
DROP FUNCTION badge_audience(boolean, profile_visibility);
DROP FUNCTION badge_facts(uuid, uuid);
DROP TRIGGER forget_badge_shares ON users;
DROP FUNCTION users_forget_badge_shares();
DROP TABLE badge_shares;
DROP FUNCTION badge_shares_withdrawal_is_final();
DROP FUNCTION badge_shares_check_new();
DROP POLICY badge_page ON courses;
DROP POLICY badge_page ON achievements;
DROP POLICY badge_page ON achievement_versions;
DROP POLICY badge_page ON earned_badges;
-- What issuers publish still reads awards and versions.
REVOKE SELECT ON achievements, courses FROM heder_definer;
