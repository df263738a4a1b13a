import { certificationsChanged } from "@/lib/certifications/changes-service";
import type { CertificationStatus } from "@/lib/certifications/rules";
import { expireAll } from "@/lib/certifications/write-service";
import { despiteDeadlocks } from "@/lib/constraints";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** So many certificates at most share a transaction: whoever wants to change one of them waits for a moment only. */
const CHUNK = 500;
/** How long one chunk may take, in milliseconds. */
const timeout = 5 * 60_000;

/** How many holders were warned and how many certificates expired by this call; what others did is not counted. */
export type Swept = Readonly<{ warned: number; expired: number }>;

type Chunk = Readonly<{ from: Place | null; size: number; done: number }>;
type Place = Readonly<{ expiresAt: Date; id: string }>;
type Due = Readonly<{ id: string; userId: string; status: CertificationStatus; expiresAt: Date }>;

/**
 * Writes down what time has done (job `certifications.expire`, `heder sweep`): lapsed certificates become expired; of
 * those whose warning window is open (the type's days, else the organisation's, each of 24 hours before the end) the
 * holder is warned, once for one end, and the certificate is expiring_soon. State, `expiry_warning_sent_at`,
 * notification, announcement and audit are one transaction, a few hundred certificates at a time. Seed 004
 * auto_expire_past_expiry_date, expiry_warning_notification.
 *
 * Repeating it changes nothing, however many do it at once and wherever one of them was stopped. With the module off
 * it does nothing (seed 000 module_toggle_gate). The time is the database's, or `ctx.asOf`.
 */
export async function sweepCertifications(ctx: Ctx): Promise<Swept> {
  authorize(ctx, "certifications:revoke");
  if (!ctx.modules.has("certifications")) return { warned: 0, expired: 0 };
  // What has lapsed is past being warned about.
  const expired = await inChunks((from) => sweepChunk(ctx, from, lapsed, expireAll));
  const warned = await inChunks((from) => sweepChunk(ctx, from, unwarned, warnAll));
  return { warned, expired };
}

async function inChunks(next: (from: Place | null) => Promise<Chunk>): Promise<number> {
  let total = 0;
  let from: Place | null = null;
  for (;;) {
    const chunk: Chunk = await next(from);
    total += chunk.done;
    if (chunk.size < CHUNK) return total;
    from = chunk.from;
  }
}

type Condition = (now: Date, warningDays: number) => Prisma.Sql;

const lapsed: Condition = (now) => Prisma.sql`c.expires_at <= ${now}`;
/** The same window as `standing` in rules.ts. Those taken over from elsewhere as expiring soon were not warned by us. */
const unwarned: Condition = (now, warningDays) => Prisma.sql`
  c.expires_at > ${now} AND c.expiry_warning_sent_at IS NULL AND c.expires_at <= ${now}::timestamptz + interval '24 hours' *
    (SELECT coalesce(t.warning_days, ${warningDays}::integer) FROM certification_types t
     WHERE t.organization_id = c.organization_id AND t.id = c.certification_type_id)`;

/**
 * The next certificates in the order of their ends. They are looked for without a lock and then held in the order of
 * their ids, as everybody does who changes several; of those somebody else has changed meanwhile nothing is left to do.
 */
function sweepChunk(
  ctx: Ctx,
  from: Place | null,
  condition: Condition,
  change: (tx: Tx, ctx: Ctx, due: readonly Due[], now: Date) => Promise<void>,
): Promise<Chunk> {
  const { id: organizationId, expiryWarningDays } = ctx.organization;
  const work = async (tx: Tx, now: Date) => {
    const isDue = Prisma.sql`c.organization_id = ${organizationId}::uuid AND c.status IN ('active', 'expiring_soon')
      AND ${condition(now, expiryWarningDays)}`;
    const found = await tx.$queryRaw<Place[]>`
      SELECT c.id, c.expires_at AS "expiresAt" FROM certifications c WHERE ${isDue} AND ${after(from)}
      ORDER BY c.expires_at, c.id LIMIT ${CHUNK}`;
    const due = await tx.$queryRaw<Due[]>`
      SELECT c.id, c.user_id AS "userId", c.status::text AS status, c.expires_at AS "expiresAt" FROM certifications c
      WHERE ${isDue} AND c.id = ANY (${found.map(({ id }) => id)}::uuid[]) ORDER BY c.id FOR NO KEY UPDATE`;
    await change(tx, ctx, due, now);
    return { from: found.at(-1) ?? null, size: found.length, done: due.length };
  };
  return despiteDeadlocks(() => inTenant(ctx, work, { timeout }));
}

/** Microseconds that JavaScript does not see may bring one certificate twice, which then is not due any more. */
const after = (from: Place | null) =>
  from === null
    ? Prisma.sql`true`
    : Prisma.sql`(c.expires_at, c.id) > (${from.expiresAt}::timestamptz, ${from.id}::uuid)`;

async function warnAll(tx: Tx, ctx: Ctx, due: readonly Due[], now: Date): Promise<void> {
  if (due.length === 0) return;
  await tx.$executeRaw`
    UPDATE certifications SET status = 'expiring_soon', expiry_warning_sent_at = ${now}
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ANY (${due.map(({ id }) => id)}::uuid[])`;
  const changes = due.map(({ id, userId, status, expiresAt }) => ({
    id,
    userId,
    before: { status },
    after: { status: "expiring_soon", expiresAt },
  }));
  await certificationsChanged(tx, ctx, "expiring_soon", changes);
}
