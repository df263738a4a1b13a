-- What its holder has declined counts for nothing, and is not paid. What was paid before stays.
CREATE OR REPLACE FUNCTION payments_check_award() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE award record;
BEGIN
  SELECT e.status, e.declined_at, e.achievement_id, e.user_id, e.occurrence, v.definition INTO award FROM earned_badges e
    JOIN achievement_versions v ON v.organization_id = e.organization_id AND v.id = e.achievement_version_id
    WHERE e.organization_id = NEW.organization_id AND e.id = NEW.earned_badge_id FOR SHARE OF e;
  IF award.status NOT IN ('awarded', 'expired') OR award.declined_at IS NOT NULL
     OR (award.achievement_id, award.user_id, award.occurrence) IS DISTINCT FROM (NEW.achievement_id, NEW.user_id, NEW.occurrence)
     OR (award.definition ->> 'payment_amount')::numeric IS DISTINCT FROM NEW.amount
     OR award.definition ->> 'payment_currency' IS DISTINCT FROM NEW.currency THEN
    PERFORM heder_refuse('payments_of_standing_awards', 'a payment is of an award that stands, of what its version says');
  END IF;
  RETURN NEW;
END $$;
