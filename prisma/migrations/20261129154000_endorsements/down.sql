DROP FUNCTION badge_endorsements(text);
DROP FUNCTION public_endorsements(text, uuid);
DROP FUNCTION public_endorsement(uuid, text);
DROP FUNCTION asked_endorsement(bytea);
DROP TABLE achievement_endorsements;
DROP FUNCTION achievement_endorsements_check_life();
DROP TYPE endorsement_status;
