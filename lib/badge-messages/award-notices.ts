import { telling } from "@/lib/notifications/telling";

/** The relation that `AWARD_NOTICES` reads: what was just awarded, `(organization_id, id, achievement_id, user_id, day)`. */
export const AWARDED = "told_of";

/**
 * Tells the holder of each row of `told_of` about their badge, in the statement that awards it or in the same
 * transaction. The achievement's own words are kept as they are now; what they leave open is filled in where they are
 * read. A badge is told of once, however often this is run.
 */
export const AWARD_NOTICES = telling(`(
    SELECT w.organization_id, w.user_id, 'badge_awarded'::notification_kind AS kind, 'badge' AS subject_type, w.id AS subject_id,
      jsonb_strip_nulls(jsonb_build_object('achievement', a.name, 'awardedDay', w.day, 'subject', a.message_subject, 'message', a.message,
        'description', CASE WHEN concat(a.message_subject, ' ', a.message) LIKE '%{%description%}%' THEN a.description END,
        'attach', CASE WHEN a.attachment THEN 1 END)) AS "values",
      'badge_awarded:' || w.id AS key
    FROM ${AWARDED} w JOIN achievements a ON a.organization_id = w.organization_id AND a.id = w.achievement_id)`);
