import { authorize, type Ctx, requireModule } from "@/lib/context";
import { MAIL_STOP, PERSON } from "@/lib/dashboard/queue-failure-queries";
import type { MailStop } from "@/lib/dashboard/queue-kinds";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";

/**
 * Sends a badge that a backpack would not take once more, from the beginning. `conflict` for one that has not failed,
 * `not_found` for unknown and foreign ones.
 */
export async function retryPush(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "jobs:write");
  requireModule(ctx, "open_badges");
  const organizationId = ctx.organization.id;
  await inTenant(ctx, async (tx, now) => {
    const known = await tx.externalIdentifier.findFirst({
      where: { organizationId, id },
      select: { earnedBadgeId: true },
    });
    if (!known) throw notFound("delivery");
    const { count } = await tx.externalIdentifier.updateMany({
      where: { organizationId, id, state: "failed" },
      data: { state: "pending", attempts: 0, nextAttemptAt: now },
    });
    if (count === 0) throw new AppError("conflict", msg("dashboard.notFailed"));
    await record(tx, ctx, "backpack.sent_again", { type: "badge", id: known.earnedBadgeId });
    await enqueue(tx, "backpacks.push", { organizationId });
  });
}

/**
 * Mails a message that could not be sent, or may not have been, once more and from the beginning. `conflict` for any other,
 * and where nothing can be sent to its reader as things are: it waits on. `not_found` for unknown and foreign ones.
 */
export async function retryMail(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "jobs:write");
  const organizationId = ctx.organization.id;
  await inTenant(ctx, async (tx, now) => {
    const [known] = await tx.$queryRaw<{ userId: string; kind: string; stop: MailStop | null }[]>`
      SELECT f.user_id AS "userId", f.kind::text AS kind, ${MAIL_STOP} AS stop FROM notifications f ${PERSON}
      WHERE f.organization_id = ${organizationId}::uuid AND f.id = ${id}::uuid`;
    if (!known) throw notFound("notification");
    const { count } = await tx.notification.updateMany({
      where: { organizationId, id, mailState: { in: ["failed", "unknown"] } },
      data: { mailState: "pending", mailStateAt: now, mailAttempts: 0, mailNextTryAt: now },
    });
    if (count === 0) throw new AppError("conflict", msg("dashboard.notFailed"));
    if (known.stop) throw new AppError("conflict", msg(`dashboard.mailStop.${known.stop}`));
    const subject = { type: "person", id: known.userId };
    await record(tx, ctx, "mail.sent_again", subject, { after: { kind: known.kind } });
    await enqueue(tx, "notifications.deliver", { organizationId });
  });
}
