-- Awards by the ten thousand: what is checked of each of them must not grow with how many there are.

-- An evaluation of everybody checks this at its end, after it has told the planner how many badges there are now.
-- Checked row by row on the way, with statistics that do not know an organisation yet, every index that begins with
-- the organisation looks as good as the unique one: each met rule then read all new badges again, for minutes.
ALTER TABLE earned_badge_criteria ALTER CONSTRAINT earned_badge_criteria_organization_id_earned_badge_id_fkey
  DEFERRABLE INITIALLY IMMEDIATE;

-- The same three rules as before, looked at once for each kind of row and not for each row.
CREATE OR REPLACE FUNCTION earned_badges_check_new() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kind record;
BEGIN
  FOR kind IN
    SELECT a.status, a.is_repeatable, n.is_import, n.is_once,
      o.issuing_paused_at IS NOT NULL OR (SELECT i.issuing_paused_at FROM installation i) IS NOT NULL AS is_paused
    FROM (SELECT DISTINCT organization_id, achievement_id, source = 'import' AS is_import, occurrence = 'once' AS is_once
          FROM new_rows) n
    JOIN achievements a ON a.organization_id = n.organization_id AND a.id = n.achievement_id
    JOIN organizations o ON o.id = n.organization_id
  LOOP
    IF kind.status <> 'active' AND NOT kind.is_import THEN
      PERFORM heder_refuse('earned_badges_achievement_is_active', 'only active achievements are awarded');
    END IF;
    IF kind.is_once = kind.is_repeatable THEN
      PERFORM heder_refuse('earned_badges_occurrence_fits', 'occurrence is "once" exactly when the achievement is not repeatable');
    END IF;
    IF kind.is_paused AND NOT kind.is_import THEN
      PERFORM heder_refuse('issuing_is_paused', 'issuing is paused');
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
