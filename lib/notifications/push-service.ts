import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import type { Channel } from "@/lib/notifications/channel";
import { aroundOf, type Outgoing, readOutgoing } from "@/lib/notifications/reader-queries";
import { notificationText } from "@/lib/notifications/text";
import { announce } from "@/lib/webhooks/announce-service";

const AT_ONCE = 200;

/**
 * Push: the event `notification.created` for the mobile app's own service, which knows the phones. Handing it to the
 * webhooks and writing that down is one transaction, so each is handed over once; from there on it is a webhook's. What its
 * reader may not be disturbed with now is not handed over yet.
 */
export const push: Channel = {
  name: "push",
  async deliver(ctx, signal) {
    while (!signal.aborted) if ((await inTenant(ctx, (tx) => handOver(tx, ctx))) < AT_ONCE) return;
  },
};

async function handOver(tx: Tx, ctx: Ctx): Promise<number> {
  const { id, timeZone } = ctx.organization;
  const taken = await tx.$queryRaw<{ id: string }[]>`
    UPDATE notifications n SET push_state = 'sent', push_state_at = now(), push_attempts = n.push_attempts + 1, push_next_try_at = NULL
    WHERE n.organization_id = ${id}::uuid AND n.id = ANY (ARRAY(
      SELECT d.id FROM notifications d
      LEFT JOIN notification_preferences f ON f.organization_id = d.organization_id AND f.user_id = d.user_id
      WHERE d.organization_id = ${id}::uuid AND d.push_state = 'pending' AND d.push_next_try_at <= now()
        AND quiet_until(f.quiet_from, f.quiet_to, ${timeZone}, now()) IS NULL
      ORDER BY d.push_next_try_at, d.id LIMIT ${AT_ONCE}::integer FOR UPDATE OF d SKIP LOCKED))
    RETURNING n.id`;
  const ids = taken.map(({ id }) => id);
  const items = (await readOutgoing(tx, ctx, ids)).map((one) => ({ id: one.id, data: dataOf(ctx, one) }));
  await announce(tx, ctx, "notification.created", items);
  return taken.length;
}

const dataOf = (
  ctx: Ctx,
  { id, kind, values, subjectType, subjectId, createdAt, externalRef, format, ...one }: Outgoing,
) => ({
  id,
  kind,
  person: externalRef,
  ...notificationText(kind, values, format, aroundOf(ctx, { kind, subjectType, subjectId, ...one })),
  language: format.locale,
  subject: { type: subjectType, id: subjectId },
  created_at: createdAt.toISOString(),
});
