import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import type { NotificationKind, NotificationValues } from "@/lib/notifications/rules";

export type Notice = Readonly<{
  userId: string;
  kind: NotificationKind;
  /** Names what happened, once and for ever: the same key of the same person is one notification. At most 200 characters. */
  key: string;
  subject: Readonly<{ type: string; id: string }>;
  values: NotificationValues;
}>;

/**
 * Tells people something: the inbox at once, and the other channels soon after the commit of `tx`; nothing of it when it
 * rolls back. To be called in the transaction of what happened. A key that was used before writes nothing. Answers how
 * many are new.
 *
 * Mail goes to active people whose address the organisation knows, push to where a webhook wants `notification.created`.
 */
export async function notify(tx: Tx, ctx: Ctx, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const organizationId = ctx.organization.id;
  // Sorted, so that two who tell many people at once cannot wait for each other.
  const written = await tx.$executeRaw`
    WITH given AS (
      SELECT DISTINCT ON (g."userId", g.key) g.*, m.status = 'active' AND m.email IS NOT NULL AS has_mail, m.status = 'active' AND EXISTS (
          SELECT FROM webhooks w WHERE w.organization_id = ${organizationId}::uuid AND w.is_active AND 'notification.created' = ANY (w.events)
        ) AS has_push
      FROM jsonb_to_recordset(${JSON.stringify(notices)}::text::jsonb)
        AS g ("userId" uuid, kind notification_kind, key text, subject jsonb, "values" jsonb)
      LEFT JOIN memberships m ON m.organization_id = ${organizationId}::uuid AND m.user_id = g."userId"
      ORDER BY g."userId", g.key
    )
    INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, "values", idempotency_key,
      mail_state, mail_next_try_at, push_state, push_next_try_at)
    SELECT ${organizationId}::uuid, "userId", kind, subject ->> 'type', (subject ->> 'id')::uuid, "values", key,
      CASE WHEN has_mail THEN 'pending' ELSE 'none' END::channel_state, CASE WHEN has_mail THEN now() END,
      CASE WHEN has_push THEN 'pending' ELSE 'none' END::channel_state, CASE WHEN has_push THEN now() END
    FROM given ORDER BY "userId", key
    ON CONFLICT (organization_id, user_id, idempotency_key) DO NOTHING`;
  if (written > 0) await enqueue(tx, "notifications.deliver", { organizationId });
  return written;
}
