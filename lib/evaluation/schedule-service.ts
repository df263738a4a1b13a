import { dayOf, startOfDay } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { hasBadges, isEvaluated } from "@/lib/evaluation/found";
import { enqueue } from "@/lib/jobs/queue";
import { removeOldFiles } from "@/lib/jobs/run-file-service";
import { wakeStalled } from "@/lib/jobs/run-service";
import { wakeNotifications } from "@/lib/notifications/delivery-service";
import { listActiveOrganizationIds, organizationContext } from "@/lib/organizations/context-queries";
import { tidyDeliveries } from "@/lib/webhooks/delivery-service";

/**
 * From this hour on of the organisation's day, everybody's awards are looked at again and everybody is evaluated, once:
 * years pass and days begin without a fact.
 */
const NIGHTLY_HOUR = 3;
const HOUR = 3_600_000;

/**
 * Every hour, for each organisation in use: wakes up long work that nobody is at and messages that wait, looks after certificates and badges that end, wakes up evaluation where
 * requests wait (their own wake-up was lost, or issuing was paused), and once a day has everybody's awards looked at
 * again and everybody evaluated.
 */
export async function tick(): Promise<void> {
  for (const id of await listActiveOrganizationIds()) {
    const ctx = await organizationContext({ id }, { kind: "system" });
    await inTenant(ctx, (tx, now) => wake(tx, ctx, now));
  }
}

async function wake(tx: Tx, ctx: Ctx, now: Date): Promise<void> {
  const payload = { organizationId: ctx.organization.id };
  await wakeStalled(tx, ctx);
  await removeOldFiles(tx, ctx);
  await wakeNotifications(tx, ctx);
  await tidyDeliveries(tx, ctx);
  await enqueue(tx, "dashboard.refresh", payload);
  await enqueue(tx, "certifications.expire", payload);
  if (ctx.modules.has("certifications")) await enqueue(tx, "certifications.issue-completed", payload);
  if (ctx.modules.has("recognition_tiers")) await enqueue(tx, "tiers.close", payload);
  if (ctx.modules.has("open_badges")) {
    await enqueue(tx, "collection.check", payload);
    await enqueue(tx, "endorsements.send", payload);
    await enqueue(tx, "backpacks.push", payload);
    await enqueue(tx, "backpack-host.tidy", payload);
  }
  if (!isEvaluated(ctx)) return;
  if (hasBadges(ctx)) {
    await enqueue(tx, "badges.expire", payload);
    await enqueue(tx, "badges.tell-creators", payload);
    if (await isNightlyDue(tx, ctx, now, RECONCILED)) await enqueue(tx, "evaluation.reconcile", payload);
  }
  const waiting = await tx.evaluationRequest.findFirst({ where: payload, select: { userId: true } });
  if (await isNightlyDue(tx, ctx, now, EVALUATED)) await enqueue(tx, "evaluation.run-all", payload);
  else if (waiting) await enqueue(tx, "evaluation.run", payload);
}

/** The audit entry that says the night's work is done. */
type Done = Readonly<{ action: string; scope: string | null }>;
const EVALUATED: Done = { action: "evaluation.ran", scope: "everybody" };
const RECONCILED: Done = { action: "evaluation.reconciled", scope: null };

async function isNightlyDue(tx: Tx, ctx: Ctx, now: Date, { action, scope }: Done): Promise<boolean> {
  const { id, timeZone } = ctx.organization;
  const midnight = startOfDay(dayOf(now, timeZone), timeZone);
  if (now.getTime() - midnight.getTime() < NIGHTLY_HOUR * HOUR) return false;
  const [row] = await tx.$queryRaw<[{ done: boolean }]>`
    SELECT EXISTS (SELECT FROM audit_log WHERE organization_id = ${id}::uuid AND subject_type = 'organization'
      AND subject_id = ${id}::uuid AND action = ${action} AND (${scope}::text IS NULL OR after ->> 'scope' = ${scope})
      AND occurred_at >= ${midnight}) AS done`;
  return !row.done;
}
