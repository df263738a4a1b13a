-- Somebody's run of days, weeks or months may rest for a time without breaking. Why is nobody's business: there is no column
-- for it, as it would mostly be about health. Approved pauses are facts that criteria respect (lib/criteria/sql/streaks.ts).

-- Operators of uuids for the exclusion below; in a schema of their own, so that they are nobody's functions in ours.
CREATE SCHEMA gist;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA gist;

CREATE TYPE streak_pause_status AS ENUM ('waiting', 'approved', 'declined', 'withdrawn');

CREATE TABLE streak_pauses (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  status streak_pause_status NOT NULL DEFAULT 'waiting',
  requested_by_user_id uuid,
  decided_at timestamptz,
  decided_by_user_id uuid,
  withdrawn_at timestamptz,
  idempotency_key uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT streak_pauses_once UNIQUE (organization_id, user_id, idempotency_key),
  CONSTRAINT streak_pauses_person FOREIGN KEY (organization_id, user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT streak_pauses_requester FOREIGN KEY (organization_id, requested_by_user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT streak_pauses_decider FOREIGN KEY (organization_id, decided_by_user_id)
    REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT streak_pauses_dates CHECK (ends_on >= starts_on),
  CONSTRAINT streak_pauses_a_year_at_most CHECK (ends_on - starts_on < 366),
  CONSTRAINT streak_pauses_of_our_times CHECK (starts_on >= '1900-01-01' AND ends_on <= '2200-12-31'),
  CONSTRAINT streak_pauses_decided CHECK (CASE status WHEN 'waiting' THEN decided_at IS NULL WHEN 'withdrawn' THEN true
    ELSE decided_at IS NOT NULL END),
  CONSTRAINT streak_pauses_decided_companions CHECK (decided_by_user_id IS NULL OR decided_at IS NOT NULL),
  CONSTRAINT streak_pauses_withdrawn CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL)),
  CONSTRAINT streak_pauses_nobody_decides_their_own CHECK (decided_by_user_id <> user_id),
  CONSTRAINT streak_pauses_apart EXCLUDE USING gist (organization_id WITH =, user_id WITH =,
    daterange(starts_on, ends_on, '[]') WITH &&) WHERE (status = 'approved')
);
COMMENT ON COLUMN streak_pauses.ends_on IS 'the last day of the pause';
COMMENT ON COLUMN streak_pauses.decided_by_user_id IS 'none: somebody who does not belong here, whom the audit log names';
CREATE INDEX idx_streak_pauses_waiting ON streak_pauses (organization_id, created_at, id) WHERE status = 'waiting';
CREATE INDEX idx_streak_pauses_approved ON streak_pauses (organization_id, user_id) INCLUDE (starts_on, ends_on) WHERE status = 'approved';
CREATE INDEX idx_streak_pauses_person ON streak_pauses (organization_id, user_id, starts_on DESC);
CALL heder_protect('streak_pauses', 'SELECT, INSERT, UPDATE (status, decided_at, decided_by_user_id, withdrawn_at)');
CREATE POLICY definer ON streak_pauses TO heder_definer USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON streak_pauses TO heder_definer;

CREATE FUNCTION streak_pauses_check_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD.status = 'waiting' OR (OLD.status = 'approved' AND NEW.status = 'withdrawn'
      AND NEW.decided_at IS NOT DISTINCT FROM OLD.decided_at)) THEN
    PERFORM heder_refuse('streak_pauses_are_final', 'a pause is decided once, and only taken back after that');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_life BEFORE UPDATE OF status, starts_on, ends_on, decided_at, withdrawn_at ON streak_pauses FOR EACH ROW
  EXECUTE FUNCTION streak_pauses_check_life();

CREATE FUNCTION streak_pauses_follow_accounts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM streak_pauses WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER streak_pauses_follow AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION streak_pauses_follow_accounts();
ALTER FUNCTION streak_pauses_follow_accounts() OWNER TO heder_definer;
REVOKE ALL ON FUNCTION streak_pauses_follow_accounts() FROM PUBLIC;
