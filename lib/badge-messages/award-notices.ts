/** The relation that `AWARD_NOTICES` reads: what was just awarded, `(organization_id, id, achievement_id, user_id, day)`. */
export const AWARDED = "told_of";

/**
 * Tells the holder of each row of `told_of` about their badge, in the statement that awards it or in the same
 * transaction: the inbox at once, and the other channels soon after the commit, as `notify` does. The achievement's own
 * words are kept as they are now; what they leave open is filled in where they are read. A badge is told of once, however
 * often this is run. Text and no values, so that every kind of statement can hold it.
 */
export const AWARD_NOTICES = `
  INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, "values", idempotency_key,
    mail_state, mail_next_try_at, push_state, push_next_try_at)
  SELECT w.organization_id, w.user_id, 'badge_awarded', 'badge', w.id,
    jsonb_strip_nulls(jsonb_build_object('achievement', a.name, 'awardedDay', w.day, 'subject', a.message_subject, 'message', a.message,
      'description', CASE WHEN concat(a.message_subject, ' ', a.message) LIKE '%{%description%}%' THEN a.description END,
      'attach', CASE WHEN a.attachment THEN 1 END)),
    'badge_awarded:' || w.id,
    CASE WHEN m.status = 'active' AND m.email IS NOT NULL THEN 'pending' ELSE 'none' END::channel_state,
    CASE WHEN m.status = 'active' AND m.email IS NOT NULL THEN now() END,
    CASE WHEN m.status = 'active' AND p.is_wanted THEN 'pending' ELSE 'none' END::channel_state,
    CASE WHEN m.status = 'active' AND p.is_wanted THEN now() END
  FROM ${AWARDED} w
  JOIN achievements a ON a.organization_id = w.organization_id AND a.id = w.achievement_id
  JOIN memberships m ON m.organization_id = w.organization_id AND m.user_id = w.user_id
  CROSS JOIN (SELECT EXISTS (SELECT FROM webhooks h WHERE h.organization_id = app_organization_id() AND h.is_active
    AND 'notification.created' = ANY (h.events)) AS is_wanted) p
  ORDER BY w.user_id, w.id
  ON CONFLICT (organization_id, user_id, idempotency_key) DO NOTHING`;
