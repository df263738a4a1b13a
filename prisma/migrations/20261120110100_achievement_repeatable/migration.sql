-- Occurrences are "once" exactly when an achievement is not repeatable; what was awarded keeps its meaning.
CREATE FUNCTION achievements_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM earned_badges b WHERE b.organization_id = NEW.organization_id AND b.achievement_id = NEW.id) THEN
    PERFORM heder_refuse('achievements_repeatable_is_final', 'what was awarded stays repeatable, or not');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE UPDATE OF is_repeatable ON achievements FOR EACH ROW
  WHEN (OLD.is_repeatable <> NEW.is_repeatable) EXECUTE FUNCTION achievements_check_change();
