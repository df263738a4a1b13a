import { type BadgeState, CHECKED_EVERY, type Holder, type Outcome } from "@/lib/collection/rules";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";

/** What a check finds, as far as the collection keeps it (lib/credential-check). */
export type Judged = Readonly<{
  outcome: Exclude<Outcome, "unchecked">;
  checks: readonly object[];
  badge: Readonly<{
    name: string | null;
    issuer: Readonly<{ name: string | null }>;
    holder: Readonly<{ belongs: "yes" | "no" | "cannot_tell" | null }>;
    state: BadgeState;
  }> | null;
}>;

/** Judges one badge; `email` is the address the organisation has of its keeper. */
export type Judge = (
  given: { bytes: Uint8Array; email?: string | undefined } | { url: string; email?: string | undefined },
) => Promise<Judged>;

const AT_ONCE = 10;
/** Longer than all checks of one round take; a worker that died is followed by another after it. In minutes. */
const LEASE = 30;

type Claimed = Readonly<{
  id: string;
  encoding: string;
  document: string;
  email: string | null;
  updatedAt: Date;
}>;

/**
 * The job `collection.check`: looks at the badges from elsewhere that nobody has looked at for a week, and at new ones.
 * Running it twice changes nothing; a badge that was replaced meanwhile is looked at again.
 */
export async function checkCollection(ctx: Ctx, judge: Judge, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const claimed = await inTenant(ctx, (tx) => claim(tx, ctx));
    if (claimed.length === 0) return;
    for (const one of claimed) {
      if (signal.aborted) break;
      const judged = await judgedOf(one, judge);
      await inTenant(ctx, (tx) => settle(tx, ctx, one, judged));
    }
  }
  await inTenant(ctx, (tx) => enqueue(tx, "collection.check", { organizationId: ctx.organization.id }));
}

const claim = (tx: Tx, ctx: Ctx): Promise<Claimed[]> => tx.$queryRaw<Claimed[]>`
  UPDATE external_badges b SET check_due_at = now() + ${LEASE}::integer * interval '1 minute'
  FROM memberships m
  WHERE m.organization_id = b.organization_id AND m.user_id = b.user_id AND b.organization_id = ${ctx.organization.id}::uuid
    AND b.id = ANY (ARRAY(SELECT id FROM external_badges WHERE organization_id = ${ctx.organization.id}::uuid AND check_due_at <= now()
      ORDER BY check_due_at LIMIT ${AT_ONCE}::integer FOR UPDATE SKIP LOCKED))
  RETURNING b.id, b.encoding, b.document, m.email, b.updated_at AS "updatedAt"`;

/** Null: the check itself failed, which is a bug; what was known stays. */
async function judgedOf({ id, encoding, document, email }: Claimed, judge: Judge): Promise<Judged | null> {
  const whose = { email: email ?? undefined };
  try {
    return await judge(
      encoding === "url" ? { url: document, ...whose } : { bytes: Buffer.from(document), ...whose },
    );
  } catch (error) {
    log.error({ err: error, externalBadge: id }, "a badge from elsewhere could not be checked");
    return null;
  }
}

const HOLDER: Readonly<Record<string, Holder>> = { yes: "self", no: "other" };

// As a badge says it, it may hold what PostgreSQL cannot.
const kept = (text: string | null | undefined) =>
  text
    ?.toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 300) || null;

async function settle(tx: Tx, ctx: Ctx, claimed: Claimed, judged: Judged | null): Promise<void> {
  const where = { organizationId: ctx.organization.id, id: claimed.id };
  if (!judged) {
    await tx.$executeRaw`
      UPDATE external_badges SET check_due_at = now() + interval '1 day'
      WHERE organization_id = ${where.organizationId}::uuid AND id = ${where.id}::uuid AND document = ${claimed.document}`;
    return;
  }
  const { outcome, badge } = judged;
  const days = outcome === "undecided" ? CHECKED_EVERY.undecided : CHECKED_EVERY.decided;
  const checks = JSON.stringify(judged.checks).toWellFormed().replaceAll("\\u0000", "");
  await tx.$executeRaw`
    UPDATE external_badges SET outcome = ${outcome}, state = ${badge?.state ?? "unknown"},
      holder = ${HOLDER[badge?.holder.belongs ?? ""] ?? "unknown"}, checks = ${checks}::text::jsonb, checked_at = now(),
      name = coalesce(${kept(badge?.name)}, name), issuer_name = coalesce(${kept(badge?.issuer.name)}, issuer_name),
      check_due_at = now() + ${days}::integer * interval '1 day'
    WHERE organization_id = ${where.organizationId}::uuid AND id = ${where.id}::uuid AND document = ${claimed.document}`;
}
