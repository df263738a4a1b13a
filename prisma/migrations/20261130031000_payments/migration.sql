-- An achievement may carry a payment (an honorarium at the 3rd and the 15th assignment): the amount of each time it is
-- earned, as the version says that the award refers to, so that later changes leave what was earned alone.
ALTER TABLE achievements
  ADD COLUMN payment_amount numeric(12, 2),
  ADD COLUMN payment_currency text,
  ADD CONSTRAINT achievements_payment_companions CHECK (num_nonnulls(payment_amount, payment_currency) IN (0, 2)),
  ADD CONSTRAINT achievements_payment_amount_range CHECK (payment_amount > 0 AND payment_amount <= 1000000),
  ADD CONSTRAINT achievements_payment_currency_format CHECK (payment_currency ~ '^[A-Z]{3}$');

CREATE OR REPLACE FUNCTION achievement_details(a achievements) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'payment_amount', a.payment_amount,
    'payment_currency', a.payment_currency,
    'tags', CASE WHEN a.tags <> '{}' THEN to_jsonb(a.tags) END,
    'alignments', (
      SELECT jsonb_agg(jsonb_build_object('name', l.name, 'url', l.url, 'description', l.description, 'framework', l.framework,
        'code', l.code) ORDER BY l.place)
      FROM achievement_alignments l WHERE l.organization_id = a.organization_id AND l.achievement_id = a.id),
    'related', (
      SELECT jsonb_agg(o.key ORDER BY o.key)
      FROM achievements o WHERE o.organization_id = a.organization_id AND o.id IN (
        SELECT r.related_achievement_id FROM achievement_relations r WHERE r.organization_id = a.organization_id AND r.achievement_id = a.id
        UNION ALL
        SELECT r.achievement_id FROM achievement_relations r WHERE r.organization_id = a.organization_id AND r.related_achievement_id = a.id))))
$$;

-- What somebody was paid for an award. Of what was earned once there is one payment at most, also when the award was
-- taken back and earned again: the second award of the same occurrence is paid already.
CREATE TABLE payments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  earned_badge_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  user_id uuid NOT NULL,
  occurrence text NOT NULL,
  amount numeric(12, 2) NOT NULL,
  currency text NOT NULL,
  paid_at timestamptz NOT NULL DEFAULT now(),
  paid_by_user_id uuid REFERENCES users (id),
  UNIQUE (organization_id, id),
  CONSTRAINT payments_once UNIQUE (organization_id, achievement_id, user_id, occurrence),
  CONSTRAINT payments_one_per_award UNIQUE (organization_id, earned_badge_id),
  CONSTRAINT payments_award FOREIGN KEY (organization_id, earned_badge_id) REFERENCES earned_badges (organization_id, id),
  CONSTRAINT payments_achievement FOREIGN KEY (organization_id, achievement_id) REFERENCES achievements (organization_id, id),
  CONSTRAINT payments_person FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  CONSTRAINT payments_nobody_pays_themselves CHECK (user_id <> paid_by_user_id),
  CONSTRAINT payments_amount_positive CHECK (amount > 0),
  CONSTRAINT payments_currency_format CHECK (currency ~ '^[A-Z]{3}$')
);
-- An entry is made and taken away again, never changed.
CALL heder_protect('payments', 'SELECT, INSERT, DELETE');

-- The award is held, so that nobody takes it back while it is being paid.
CREATE FUNCTION payments_check_award() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE award record;
BEGIN
  SELECT e.status, e.achievement_id, e.user_id, e.occurrence, v.definition INTO award FROM earned_badges e
    JOIN achievement_versions v ON v.organization_id = e.organization_id AND v.id = e.achievement_version_id
    WHERE e.organization_id = NEW.organization_id AND e.id = NEW.earned_badge_id FOR SHARE OF e;
  IF award.status NOT IN ('awarded', 'expired')
     OR (award.achievement_id, award.user_id, award.occurrence) IS DISTINCT FROM (NEW.achievement_id, NEW.user_id, NEW.occurrence)
     OR (award.definition ->> 'payment_amount')::numeric IS DISTINCT FROM NEW.amount
     OR award.definition ->> 'payment_currency' IS DISTINCT FROM NEW.currency THEN
    PERFORM heder_refuse('payments_of_standing_awards', 'a payment is of an award that stands, of what its version says');
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION payments_check_award() FROM PUBLIC;
CREATE TRIGGER check_award BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION payments_check_award();

-- The versions that carry a payment are few, and so are the achievements whose awards the ledger lists.
CREATE INDEX idx_achievement_versions_payment ON achievement_versions (organization_id, achievement_id) WHERE definition ? 'payment_amount';
-- What is to be handed over at a ceremony: of those who got something lately, what has not been.
CREATE INDEX idx_earned_badges_unpresented ON earned_badges (organization_id, awarded_at DESC, id)
  WHERE presented_at IS NULL AND status = 'awarded';
