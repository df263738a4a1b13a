import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { type Channel, inbox } from "@/lib/notifications/channel";
import { type Attach, mail } from "@/lib/notifications/mail-service";
import { push } from "@/lib/notifications/push-service";
import { waitForMorning } from "@/lib/notifications/quiet-service";
import { webPush } from "@/lib/notifications/web-push-service";

const nothing: Attach = async () => [];

/** The job `notifications.deliver`: what people have been told, by every channel; `attach` finds what goes with a mail. */
export async function deliverNotifications(
  ctx: Ctx,
  signal: AbortSignal,
  attach: Attach = nothing,
): Promise<void> {
  const channels: readonly Channel[] = [inbox, push, webPush, mail(attach)];
  await inTenant(ctx, (tx) => waitForMorning(tx, ctx));
  for (const channel of channels) await channel.deliver(ctx, signal);
}

/** Every hour: wakes up delivery where something is due, or was being sent by somebody who died. */
export async function wakeNotifications(tx: Tx, ctx: Ctx): Promise<void> {
  const organizationId = ctx.organization.id;
  const [row] = await tx.$queryRaw<[{ isDue: boolean }]>`
    SELECT EXISTS (SELECT FROM notifications WHERE organization_id = ${organizationId}::uuid AND mail_state = 'pending' AND mail_next_try_at <= now())
      OR EXISTS (SELECT FROM notifications WHERE organization_id = ${organizationId}::uuid AND mail_state = 'sending')
      OR EXISTS (SELECT FROM notifications WHERE organization_id = ${organizationId}::uuid AND push_state = 'pending' AND push_next_try_at <= now())
      OR EXISTS (SELECT FROM notifications WHERE organization_id = ${organizationId}::uuid AND web_push_state = 'pending' AND web_push_next_try_at <= now())
      OR EXISTS (SELECT FROM notifications WHERE organization_id = ${organizationId}::uuid AND web_push_state = 'sending')
      AS "isDue"`;
  if (row.isDue) await enqueue(tx, "notifications.deliver", { organizationId });
}
