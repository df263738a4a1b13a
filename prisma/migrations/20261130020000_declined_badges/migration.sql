-- Whoever declined a badge may take it back, as long as no file of it went out: that was revoked with it, and stays so.

CREATE FUNCTION earned_badges_check_taken_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM credentials c WHERE c.organization_id = NEW.organization_id AND c.earned_badge_id = NEW.id
      AND c.revoked_at IS NOT NULL) THEN
    PERFORM heder_refuse('earned_badges_declined_for_good', 'a badge whose file was revoked is not taken back');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_taken_back AFTER UPDATE OF declined_at ON earned_badges FOR EACH ROW
  WHEN (OLD.declined_at IS NOT NULL AND NEW.declined_at IS NULL) EXECUTE FUNCTION earned_badges_check_taken_back();

-- What somebody holds is declined, not what waits, was turned down or was revoked before.
CREATE FUNCTION earned_badges_check_declined() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heder_refuse('earned_badges_declined_when_held', 'only a badge that somebody holds is declined');
  RETURN NULL;
END $$;
CREATE TRIGGER check_declined AFTER UPDATE OF declined_at ON earned_badges FOR EACH ROW
  WHEN (OLD.declined_at IS NULL AND NEW.declined_at IS NOT NULL AND OLD.status NOT IN ('awarded', 'expired'))
  EXECUTE FUNCTION earned_badges_check_declined();
