import { URGENT_KINDS } from "@/lib/notifications/rules";

const URGENT = URGENT_KINDS.map((kind) => `'${kind}'`).join(", ");

/**
 * The statement that tells people something, of a relation `(organization_id, user_id, kind, subject_type, subject_id,
 * "values", key)` of members: a table's name or a query in parentheses. The inbox at once, and the other channels as soon as
 * they may; a key that its person has had before writes nothing. Text and no values, so that every kind of statement can
 * hold it; whoever runs it also files `notifications.deliver`.
 *
 * To active people alone: mail where the organisation knows an address that receives some, at once or in the letter that the
 * person has chosen; web push to the devices that they have turned on; push to where a webhook wants
 * `notification.created`, for the phones that the mobile app knows. Each unless the person wants none of the kind there: a
 * phone is one of their devices, whoever shows it something. `isOnlyInbox` is a condition on `g`, a row of the relation: of what it
 * holds for, nothing but the inbox speaks.
 */
export const telling = (relation: string, isOnlyInbox = "false"): string => `
  INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, "values", idempotency_key,
    mail_state, mail_next_try_at, mail_in_digest, push_state, push_next_try_at, web_push_state, web_push_next_try_at)
  SELECT g.organization_id, g.user_id, g.kind, g.subject_type, g.subject_id, g."values", g.key,
    CASE WHEN c.has_mail THEN 'pending' ELSE 'none' END::channel_state,
    CASE WHEN c.has_mail AND c.is_collected THEN next_digest(f.digest, p.time_zone, now()) WHEN c.has_mail THEN now() END,
    c.has_mail AND c.is_collected,
    CASE WHEN c.has_push THEN 'pending' ELSE 'none' END::channel_state, CASE WHEN c.has_push THEN now() END,
    CASE WHEN c.has_web_push THEN 'pending' ELSE 'none' END::channel_state, CASE WHEN c.has_web_push THEN now() END
  FROM ${relation} g
  LEFT JOIN memberships m ON m.organization_id = g.organization_id AND m.user_id = g.user_id
  LEFT JOIN notification_preferences f ON f.organization_id = g.organization_id AND f.user_id = g.user_id
  CROSS JOIN (SELECT o.time_zone, EXISTS (SELECT FROM webhooks h WHERE h.organization_id = o.id AND h.is_active
    AND 'notification.created' = ANY (h.events)) AS is_wanted FROM organizations o WHERE o.id = app_organization_id()) p
  CROSS JOIN LATERAL (SELECT m.status = 'active' AND NOT ${isOnlyInbox} AS is_told) a
  CROSS JOIN LATERAL (SELECT g.kind <> ALL (coalesce(f.no_push, '{}')) AS is_on_devices) w
  CROSS JOIN LATERAL (SELECT coalesce(f.digest, 'every_time') <> 'every_time' AND g.kind NOT IN (${URGENT}) AS is_collected,
    a.is_told AND m.email IS NOT NULL AND m.mail_bounced_at IS NULL AND g.kind <> ALL (coalesce(f.no_mail, '{}')) AS has_mail,
    a.is_told AND w.is_on_devices AND p.is_wanted AS has_push,
    a.is_told AND w.is_on_devices AND EXISTS (SELECT FROM push_subscriptions s
      WHERE s.organization_id = g.organization_id AND s.user_id = g.user_id) AS has_web_push) c
  ORDER BY g.user_id, g.key
  ON CONFLICT (organization_id, user_id, idempotency_key) DO NOTHING`;
