CREATE OR REPLACE FUNCTION earned_badges_check_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows n JOIN achievements a ON a.organization_id = n.organization_id AND a.id = n.achievement_id
             WHERE n.source <> 'import' AND a.status <> 'active') THEN
    PERFORM heder_refuse('earned_badges_achievement_is_active', 'only active achievements are awarded');
  END IF;
  IF EXISTS (SELECT FROM new_rows n JOIN achievements a ON a.organization_id = n.organization_id AND a.id = n.achievement_id
             WHERE (n.occurrence = 'once') = a.is_repeatable) THEN
    PERFORM heder_refuse('earned_badges_occurrence_fits', 'occurrence is "once" exactly when the achievement is not repeatable');
  END IF;
  IF EXISTS (SELECT FROM new_rows n JOIN organizations o ON o.id = n.organization_id
             WHERE n.source <> 'import' AND (o.issuing_paused_at IS NOT NULL OR (SELECT i.issuing_paused_at FROM installation i) IS NOT NULL)) THEN
    PERFORM heder_refuse('issuing_is_paused', 'issuing is paused');
  END IF;
  RETURN NULL;
END $$;
ALTER TABLE earned_badge_criteria ALTER CONSTRAINT earned_badge_criteria_organization_id_earned_badge_id_fkey NOT DEFERRABLE;
