import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { recordAll } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { type Outcome, post } from "@/lib/webhooks/message";
import { isUnreachable, pauseAfter } from "@/lib/webhooks/rules";

/** So many at once, and of one webhook: one that is slow leaves room for the others. */
const AT_ONCE = 16;
const AT_ONCE_OF_ONE = 4;
/** Longer than an attempt may take, and shorter than it takes to notice that its worker died; in seconds. */
const LEASE = 20;
/** So long a webhook that cannot be reached is left alone, whatever waits for it; in seconds. */
const QUIET = 60;

type Claimed = Readonly<{
  id: string;
  organizationId: string;
  webhookId: string;
  eventId: string;
  payload: object;
  attempts: number;
  secondsLeft: number;
  url: string;
  secret: Uint8Array;
  at: Date;
}>;

type Settled = Readonly<{
  id: string;
  webhookId: string;
  attempts: number;
  state: "delivered" | "failed" | "pending";
  /** Seconds until the next attempt. */
  pause: number | null;
  status: number | null;
  problem: Outcome["problem"];
}>;

/**
 * The job `webhooks.deliver`: sends what is due, and files itself anew for when a failed one is due again. At least
 * once: whoever dies between sending and writing it down is followed by somebody who sends it again, with the same id.
 */
export async function deliverWebhooks(ctx: Ctx, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const claimed = await inTenant(ctx, (tx) => claim(tx, ctx));
    if (claimed.length === 0) return;
    const settled = await Promise.all(claimed.map(attempt));
    await inTenant(ctx, (tx) => settle(tx, ctx, settled));
  }
  await inTenant(ctx, (tx) => wake(tx, ctx, 0));
}

/**
 * Takes what is due and nobody is at. Each is put off by the time an attempt takes: nobody else takes it meanwhile, and
 * somebody will should this worker die.
 */
const claim = (tx: Tx, ctx: Ctx): Promise<Claimed[]> => tx.$queryRaw<Claimed[]>`
  UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = now() + ${LEASE}::integer * interval '1 second'
  FROM webhooks w
  WHERE d.organization_id = ${ctx.organization.id}::uuid AND w.organization_id = d.organization_id AND w.id = d.webhook_id
    AND d.id = ANY (ARRAY(
      SELECT due.id FROM webhooks h CROSS JOIN LATERAL (
        SELECT x.id FROM webhook_deliveries x
        WHERE x.organization_id = h.organization_id AND x.webhook_id = h.id AND x.state = 'pending' AND x.next_attempt_at <= now()
        ORDER BY x.next_attempt_at LIMIT ${AT_ONCE_OF_ONE}::integer FOR UPDATE SKIP LOCKED) due
      WHERE h.organization_id = ${ctx.organization.id}::uuid AND h.is_active AND (h.quiet_until IS NULL OR h.quiet_until <= now())
      LIMIT ${AT_ONCE}::integer))
  RETURNING d.id, d.organization_id AS "organizationId", d.webhook_id AS "webhookId", d.event_id AS "eventId", d.payload, d.attempts,
    extract(epoch FROM d.give_up_at - now())::integer AS "secondsLeft", w.url, w.secret, now() AS at`;

async function attempt(claimed: Claimed): Promise<Settled> {
  const { id, webhookId, attempts, secondsLeft } = claimed;
  const { status, problem } = await post(claimed);
  const about = { id, webhookId, attempts, status, problem };
  if (problem === null) return { ...about, state: "delivered", pause: null };
  const pause = problem === "gone" ? null : pauseAfter(attempts, secondsLeft);
  return { ...about, state: pause === null ? "failed" : "pending", pause };
}

async function settle(tx: Tx, ctx: Ctx, settled: readonly Settled[]): Promise<void> {
  // Whoever lost the lease has nothing to say any more.
  await tx.$executeRaw`
    UPDATE webhook_deliveries d SET state = s.state, last_status = s.status, last_error = s.problem,
      next_attempt_at = now() + s.pause * interval '1 second', delivered_at = CASE WHEN s.state = 'delivered' THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::text::jsonb)
      AS s (id uuid, attempts integer, state webhook_delivery_state, pause integer, status integer, problem text)
    WHERE d.organization_id = ${ctx.organization.id}::uuid AND d.id = s.id AND d.state = 'pending' AND d.attempts = s.attempts`;
  await disableGone(
    tx,
    ctx,
    idsOf(settled, ({ problem }) => problem === "gone"),
  );
  const unreachable = idsOf(settled, ({ problem }) => problem !== null && isUnreachable(problem));
  const pauses = new Set(settled.flatMap(({ pause }) => pause ?? []));
  if (await spare(tx, ctx, unreachable)) pauses.add(QUIET);
  for (const pause of pauses) await wake(tx, ctx, pause);
}

const idsOf = (settled: readonly Settled[], isOne: (one: Settled) => boolean): string[] => [
  ...new Set(settled.filter(isOne).map(({ webhookId }) => webhookId)),
];

/** Nobody is there any more, it said: it is asked no more until somebody resumes it. */
async function disableGone(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const disabled = await tx.$queryRaw<{ id: string; url: string }[]>`
    UPDATE webhooks SET is_active = false, disabled_reason = 'gone'
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ANY (${[...ids]}::uuid[]) AND is_active RETURNING id, url`;
  const changes = disabled.map(({ id, url }) => ({ subject: { type: "webhook", id }, after: { url } }));
  await recordAll(tx, ctx, "webhook.disabled", changes);
}

/** Leaves those that cannot be reached alone for a while. Whether any was not already. */
async function spare(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const count = await tx.$executeRaw`
    UPDATE webhooks SET quiet_until = now() + ${QUIET}::integer * interval '1 second'
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ANY (${[...ids]}::uuid[])
      AND (quiet_until IS NULL OR quiet_until <= now())`;
  return count > 0;
}

const wake = (tx: Tx, { organization }: Ctx, delaySeconds: number) =>
  enqueue(tx, "webhooks.deliver", { organizationId: organization.id }, { delaySeconds });

/** What was delivered is kept for so long, to be looked at; what was not, three times as long, to be sent again. */
const KEPT_DAYS = 30;

/**
 * Every hour: wakes up deliveries that are due (their wake-up was lost, or the worker died), gives up on those that
 * waited for too long, and forgets old ones.
 */
export async function tidyDeliveries(tx: Tx, ctx: Ctx): Promise<void> {
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL, last_error = 'too_late'
    WHERE organization_id = ${organizationId}::uuid AND state = 'pending' AND give_up_at <= now() AND next_attempt_at <= now()`;
  await tx.$executeRaw`
    DELETE FROM webhook_deliveries WHERE organization_id = ${organizationId}::uuid AND state <> 'pending'
      AND updated_at < now() - CASE WHEN state = 'delivered' THEN 1 ELSE 3 END * ${KEPT_DAYS}::integer * interval '1 day'`;
  const due = await tx.$queryRaw<unknown[]>`
    SELECT FROM webhook_deliveries d JOIN webhooks w ON w.organization_id = d.organization_id AND w.id = d.webhook_id AND w.is_active
    WHERE d.organization_id = ${organizationId}::uuid AND d.state = 'pending' AND d.next_attempt_at <= now() LIMIT 1`;
  if (due.length > 0) await wake(tx, ctx, 0);
}
