import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import type { WebhookEvent } from "@/lib/webhooks/rules";

/** `id` names what happened, once and for ever: letters, digits, `-` and `_`, at most 100. `data` is what is told of it. */
export type Announcement = Readonly<{ id: string; data: object }>;

/**
 * Tells the webhooks that want this event, soon after the commit of `tx` and not at all when it rolls back: to be called
 * in the transaction of the change. The same id twice is told once. Answers how many deliveries there will be.
 */
export async function announce(
  tx: Tx,
  ctx: Ctx,
  event: WebhookEvent,
  items: readonly Announcement[],
): Promise<number> {
  if (items.length === 0) return 0;
  const organizationId = ctx.organization.id;
  const written = await tx.$executeRaw`
    INSERT INTO webhook_deliveries (organization_id, webhook_id, event, event_id, payload)
    SELECT w.organization_id, w.id, ${event}::text, given.id, jsonb_build_object(
      'type', ${event}::text,
      'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'organization', ${ctx.organization.slug}::text,
      'data', given.data)
    FROM webhooks w, jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb) AS given (id text, data jsonb)
    WHERE w.organization_id = ${organizationId}::uuid AND w.is_active AND ${event}::text = ANY (w.events)
    ON CONFLICT (organization_id, webhook_id, event_id) DO NOTHING`;
  if (written > 0) await enqueue(tx, "webhooks.deliver", { organizationId });
  return written;
}
