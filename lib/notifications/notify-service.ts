import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { enqueue } from "@/lib/jobs/queue";
import type { NotificationKind, NotificationValues } from "@/lib/notifications/rules";
import { telling } from "@/lib/notifications/telling";

export type Notice = Readonly<{
  userId: string;
  kind: NotificationKind;
  /** Names what happened, once and for ever: the same key of the same person is one notification. At most 200 characters. */
  key: string;
  subject: Readonly<{ type: string; id: string }>;
  values: NotificationValues;
  /** Nobody is to be called away for it: it stands in the inbox, and no other channel speaks of it. */
  isOnlyInbox?: boolean;
}>;

/**
 * Tells people something: the inbox at once, and the other channels soon after the commit of `tx`; nothing of it when it
 * rolls back. To be called in the transaction of what happened. A key that was used before writes nothing. Answers how
 * many are new.
 */
export async function notify(tx: Tx, ctx: Ctx, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const organizationId = ctx.organization.id;
  const written = await tx.$executeRaw`
    WITH given AS (
      SELECT DISTINCT ON (g."userId", g.key) ${organizationId}::uuid AS organization_id, g."userId" AS user_id, g.kind,
        g.subject ->> 'type' AS subject_type, (g.subject ->> 'id')::uuid AS subject_id, g."values", g.key,
        coalesce(g."isOnlyInbox", false) AS is_only_inbox
      FROM jsonb_to_recordset(${JSON.stringify(notices)}::text::jsonb)
        AS g ("userId" uuid, kind notification_kind, key text, subject jsonb, "values" jsonb, "isOnlyInbox" boolean)
      ORDER BY g."userId", g.key
    )
    ${Prisma.raw(telling("given", "g.is_only_inbox"))}`;
  if (written > 0) await enqueue(tx, "notifications.deliver", { organizationId });
  return written;
}
