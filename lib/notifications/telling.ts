/**
 * The statement that tells people something, of a relation `(organization_id, user_id, kind, subject_type, subject_id,
 * "values", key)` of members: a table's name or a query in parentheses. The inbox at once, and the other channels as soon as
 * they may; a key that its person has had before writes nothing. Text and no values, so that every kind of statement can
 * hold it; whoever runs it also files `notifications.deliver`.
 *
 * Mail goes to active people whose address the organisation knows, push to where a webhook wants `notification.created`.
 */
export const telling = (relation: string): string => `
  INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, "values", idempotency_key,
    mail_state, mail_next_try_at, push_state, push_next_try_at)
  SELECT g.organization_id, g.user_id, g.kind, g.subject_type, g.subject_id, g."values", g.key,
    CASE WHEN c.has_mail THEN 'pending' ELSE 'none' END::channel_state, CASE WHEN c.has_mail THEN now() END,
    CASE WHEN c.has_push THEN 'pending' ELSE 'none' END::channel_state, CASE WHEN c.has_push THEN now() END
  FROM ${relation} g
  LEFT JOIN memberships m ON m.organization_id = g.organization_id AND m.user_id = g.user_id
  CROSS JOIN (SELECT EXISTS (SELECT FROM webhooks h WHERE h.organization_id = app_organization_id() AND h.is_active
    AND 'notification.created' = ANY (h.events)) AS is_wanted) p
  CROSS JOIN LATERAL (SELECT m.status = 'active' AND m.email IS NOT NULL AS has_mail, m.status = 'active' AND p.is_wanted AS has_push) c
  ORDER BY g.user_id, g.key
  ON CONFLICT (organization_id, user_id, idempotency_key) DO NOTHING`;
