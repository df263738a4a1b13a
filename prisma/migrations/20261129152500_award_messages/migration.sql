-- What the holder of a new badge is told, and how often whoever made an achievement hears who earned it.

ALTER TYPE notification_kind ADD VALUE 'badge_awarded';
ALTER TYPE notification_kind ADD VALUE 'badge_digest';

-- The first moment after another at which a digest is due: at eight in the morning of the organisation, each day, each Monday
-- or on the first of each month. Null for those that have no hour.
CREATE FUNCTION next_digest(p_digest creator_digest, p_time_zone text, p_after timestamptz) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (SELECT (CASE WHEN first > here THEN first ELSE first + ('1 ' || unit)::interval END) AT TIME ZONE p_time_zone
    FROM (SELECT p_after AT TIME ZONE p_time_zone AS here,
        CASE p_digest WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' WHEN 'monthly' THEN 'month' END AS unit) asked
    CROSS JOIN LATERAL (SELECT date_trunc(unit, here) + interval '8 hours' AS first) begun);
REVOKE ALL ON FUNCTION next_digest(creator_digest, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_digest(creator_digest, text, timestamptz) TO heder_app;

ALTER TABLE achievements ADD COLUMN digest_since timestamptz;
COMMENT ON COLUMN achievements.digest_since IS 'what was awarded before is in no digest';
UPDATE achievements a SET digest_since = now(), next_cron = next_digest(a.notification, o.time_zone, now())
  FROM organizations o WHERE o.id = a.organization_id AND a.notification <> 'never';
UPDATE achievements SET next_cron = NULL WHERE notification = 'never' AND next_cron IS NOT NULL;
ALTER TABLE achievements
  ADD CONSTRAINT achievements_digest_begins CHECK ((notification = 'never') = (digest_since IS NULL)),
  ADD CONSTRAINT achievements_digest_is_due CHECK ((notification IN ('daily', 'weekly', 'monthly')) = (next_cron IS NOT NULL));

-- Whichever door the choice comes through. Who begins to listen is told of what comes, and not of all that was.
CREATE FUNCTION achievements_set_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.notification = 'never' THEN
    NEW.digest_since := NULL;
  ELSIF TG_OP = 'INSERT' OR OLD.notification = 'never' THEN
    NEW.digest_since := now();
  END IF;
  NEW.next_cron := next_digest(NEW.notification, (SELECT o.time_zone FROM organizations o WHERE o.id = NEW.organization_id), now());
  RETURN NEW;
END $$;
CREATE TRIGGER set_digest_first BEFORE INSERT ON achievements FOR EACH ROW EXECUTE FUNCTION achievements_set_digest();
CREATE TRIGGER set_digest BEFORE UPDATE OF notification ON achievements FOR EACH ROW
  WHEN (OLD.notification <> NEW.notification) EXECUTE FUNCTION achievements_set_digest();
