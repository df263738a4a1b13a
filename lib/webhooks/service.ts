import { randomUUID } from "node:crypto";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { mayBePublic } from "@/lib/http/outbound-address";
import { enqueue } from "@/lib/jobs/queue";
import { TEST_EVENT } from "@/lib/webhooks/rules";
import type { NewWebhook } from "@/lib/webhooks/schema";
import { newSecret, sealSecret } from "@/lib/webhooks/secret";

const subjectOf = (id: string) => ({ type: "webhook", id });

/** What can be seen of an address before its name is looked up; every delivery looks again. */
function refuseAddress(url: string): void {
  if (env.HEDER_ALLOW_PRIVATE_WEBHOOKS || mayBePublic(url)) return;
  const isHttp = url.toLowerCase().startsWith("http:");
  const key = isHttp ? "webhooks.httpsOnly" : "webhooks.publicOnly";
  throw new AppError("invalid", msg("form"), { url: msg(key) });
}

/**
 * A new webhook. `secret` signs everything that is sent to it (Standard Webhooks); it is answered here and never again.
 * `invalid` for an address that nothing is ever sent to.
 */
export async function createWebhook(
  ctx: Ctx,
  { url, events, description }: NewWebhook,
): Promise<{ id: string; secret: string }> {
  authorize(ctx, "settings:write");
  refuseAddress(url);
  const [id, secret, organizationId] = [randomUUID(), newSecret(), ctx.organization.id];
  const told = { url, events: [...new Set(events)], description: description ?? null };
  await inTenant(ctx, async (tx) => {
    const sealed = sealSecret(secret, organizationId, id);
    const data = { id, organizationId, ...told, secret: sealed, createdByUserId: actorUserId(ctx) };
    await tx.webhook.create({ data });
    await record(tx, ctx, "webhook.created", subjectOf(id), { after: told });
  });
  return { id, secret };
}

/** The webhook, held until the end of the transaction. Unknown, foreign and removed ones: `not_found`. */
async function holdWebhook(tx: Tx, ctx: Ctx, id: string): Promise<{ url: string; isActive: boolean }> {
  const [row] = await tx.$queryRaw<{ url: string; isActive: boolean }[]>`
    SELECT url, is_active AS "isActive" FROM webhooks
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND removed_at IS NULL FOR UPDATE`;
  if (!row) throw notFound("webhook");
  return row;
}

const wake = (tx: Tx, ctx: Ctx) => enqueue(tx, "webhooks.deliver", { organizationId: ctx.organization.id });

/** Nothing new is kept for it, and what waits goes on waiting, until it is resumed. Twice is once. */
export async function pauseWebhook(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  await inTenant(ctx, async (tx) => {
    const { url, isActive } = await holdWebhook(tx, ctx, id);
    if (!isActive) return;
    await change(tx, ctx, id, { isActive: false, disabledReason: "paused" });
    await record(tx, ctx, "webhook.paused", subjectOf(id), { after: { url } });
  });
}

/** Goes on, with what has waited meanwhile first; also after it has said that nobody is there (410). */
export async function resumeWebhook(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  await inTenant(ctx, async (tx) => {
    const { url, isActive } = await holdWebhook(tx, ctx, id);
    if (isActive) return;
    await change(tx, ctx, id, { isActive: true, disabledReason: null, quietUntil: null });
    await record(tx, ctx, "webhook.resumed", subjectOf(id), { after: { url } });
    await wake(tx, ctx);
  });
}

/** Ends it for good: its secret is forgotten, what waits is not sent. What was sent stays to be seen. */
export async function removeWebhook(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  await inTenant(ctx, async (tx, now) => {
    const { url } = await holdWebhook(tx, ctx, id);
    const data = { isActive: false, disabledReason: "removed", removedAt: now, secret: null };
    await change(tx, ctx, id, data);
    await tx.webhookDelivery.deleteMany({
      where: { organizationId: ctx.organization.id, webhookId: id, state: "pending" },
    });
    await record(tx, ctx, "webhook.removed", subjectOf(id), { before: { url } });
  });
}

type Change = Readonly<{
  isActive: boolean;
  disabledReason: string | null;
  quietUntil?: null;
  removedAt?: Date;
  secret?: null;
}>;

const change = (tx: Tx, { organization }: Ctx, id: string, data: Change) =>
  tx.webhook.updateMany({ where: { organizationId: organization.id, id }, data });

const isPaused = () => new AppError("conflict", msg("webhooks.isPaused"));

/** Sends a message that means nothing, to see whether it arrives. `conflict` while the webhook is paused. */
export async function testWebhook(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  await inTenant(ctx, async (tx, now) => {
    const { isActive } = await holdWebhook(tx, ctx, id);
    if (!isActive) throw isPaused();
    const { id: organizationId, slug } = ctx.organization;
    const message = {
      type: TEST_EVENT,
      timestamp: now.toISOString(),
      organization: slug,
      data: { webhook: id },
    };
    await tx.webhookDelivery.create({
      data: { organizationId, webhookId: id, event: TEST_EVENT, eventId: randomUUID(), payload: message },
    });
    await tx.webhook.updateMany({ where: { organizationId, id }, data: { quietUntil: null } });
    await wake(tx, ctx);
  });
}

/**
 * Tries a delivery that has failed from the beginning again, as the same message. One that has not failed stays as it
 * is. `conflict` while its webhook is paused, `not_found` for unknown and foreign ones, and when the webhook is removed.
 */
export async function sendAgain(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  await inTenant(ctx, async (tx) => {
    const organizationId = ctx.organization.id;
    const where = { organizationId, id };
    const delivery = await tx.webhookDelivery.findFirst({ where, select: { webhookId: true, event: true } });
    if (!delivery) throw notFound("delivery");
    const { webhookId, event } = delivery;
    const { isActive } = await holdWebhook(tx, ctx, webhookId);
    if (!isActive) throw isPaused();
    const count = await tx.$executeRaw`
      UPDATE webhook_deliveries SET state = 'pending', attempts = 0, next_attempt_at = now(), give_up_at = now() + interval '48 hours'
      WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid AND state = 'failed'`;
    if (count === 0) return;
    await tx.webhook.updateMany({ where: { organizationId, id: webhookId }, data: { quietUntil: null } });
    await record(tx, ctx, "webhook.sent_again", subjectOf(webhookId), { after: { delivery: id, event } });
    await wake(tx, ctx);
  });
}
