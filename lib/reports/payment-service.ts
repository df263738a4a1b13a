import type * as z from "zod";
import { isGiven } from "@/lib/badges/standing-queries";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { recordAll } from "@/lib/events/record";
import { Prisma } from "@/lib/generated/prisma/client";
import type { awardIds } from "@/lib/reports/filter-schema";

type Ids = z.output<typeof awardIds>;
/** How many it was, and which awards, so that it can be taken back. */
type Changed = Readonly<{ changed: number; ids: readonly string[] }>;
type Marked = Readonly<{ badgeId: string; userId: string; amount: string; currency: string }>;

/** Every id that is no award of the organisation is `not_found`, whoever has it. */
async function allKnown(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const where = { organizationId: ctx.organization.id, id: { in: [...ids] } };
  if ((await tx.earnedBadge.count({ where })) !== ids.length) throw notFound("badge");
}

const entries = (marked: readonly Marked[]) =>
  marked.map(({ badgeId, userId, amount, currency }) => ({
    subject: { type: "badge", id: badgeId },
    after: { person: userId, amount, currency },
  }));

export const REFUSALS = {
  payments_of_standing_awards: () => new AppError("conflict", msg("reports.changedMeanwhile")),
};

/**
 * Writes and records that these awards, rows of `id`, `achievement_id`, `user_id`, `occurrence`, `amount` and `currency`, are
 * paid, but for one's own and those of whose occurrence something has been paid. Answers which they were.
 */
export async function writePaid(tx: Tx, ctx: Ctx, awards: Prisma.Sql, now: Date): Promise<readonly Marked[]> {
  const self = actorUserId(ctx);
  // In the order of the key that refuses, so that two who mark the same wait for each other and not in a circle.
  const marked = await tx.$queryRaw<Marked[]>`
    INSERT INTO payments (organization_id, earned_badge_id, achievement_id, user_id, occurrence, amount, currency, paid_at, paid_by_user_id)
    SELECT ${ctx.organization.id}::uuid, a.id, a.achievement_id, a.user_id, a.occurrence, a.amount, a.currency, ${now}, ${self}::uuid
    FROM (${awards}) a WHERE a.user_id IS DISTINCT FROM ${self}::uuid
    ORDER BY a.achievement_id, a.user_id, a.occurrence
    ON CONFLICT DO NOTHING
    RETURNING earned_badge_id AS "badgeId", user_id AS "userId", amount::text, currency`;
  await recordAll(tx, ctx, "payment.marked", entries(marked));
  return marked;
}

/**
 * Notes that people have been paid for these awards: those that stand and were not declined, carry a
 * payment, are not one's own, and of whose
 * occurrence nothing has been paid. The others are left as they are. Answers how many were marked; `conflict` when it was
 * none, `not_found` for unknown and foreign ids.
 */
export async function markPaid(ctx: Ctx, input: Ids): Promise<Changed> {
  authorize(ctx, "payments:write");
  requireModule(ctx, "achievements_gamification");
  const ids = [...new Set(input.ids)];
  const work = inTenant(ctx, async (tx, now) => {
    await allKnown(tx, ctx, ids);
    const marked = await writePaid(
      tx,
      ctx,
      Prisma.sql`SELECT e.id, e.achievement_id, e.user_id, e.occurrence, (v.definition ->> 'payment_amount')::numeric AS amount,
          v.definition ->> 'payment_currency' AS currency
        FROM earned_badges e
        JOIN achievement_versions v ON v.organization_id = e.organization_id AND v.id = e.achievement_version_id
        WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.id = ANY (${ids}::uuid[]) AND ${isGiven("e")}
          AND v.definition ? 'payment_amount'`,
      now,
    );
    if (marked.length === 0) throw new AppError("conflict", msg("reports.nothingToPay"));
    return { changed: marked.length, ids: marked.map(({ badgeId }) => badgeId) };
  });
  return orRefusal(work, REFUSALS);
}

/**
 * Takes back that people have been paid for these awards. Answers how many it was; `conflict` when it was none,
 * `not_found` for unknown and foreign ids.
 */
export async function unmarkPaid(ctx: Ctx, input: Ids): Promise<Changed> {
  authorize(ctx, "payments:write");
  requireModule(ctx, "achievements_gamification");
  const ids = [...new Set(input.ids)];
  const self = actorUserId(ctx);
  return inTenant(ctx, async (tx) => {
    await allKnown(tx, ctx, ids);
    const undone = await tx.$queryRaw<Marked[]>`
      DELETE FROM payments p WHERE p.organization_id = ${ctx.organization.id}::uuid AND p.earned_badge_id = ANY (${ids}::uuid[])
        AND p.user_id IS DISTINCT FROM ${self}::uuid
      RETURNING p.earned_badge_id AS "badgeId", p.user_id AS "userId", p.amount::text, p.currency`;
    if (undone.length === 0) throw new AppError("conflict", msg("reports.notPaid"));
    await recordAll(tx, ctx, "payment.undone", entries(undone));
    return { changed: undone.length, ids: undone.map(({ badgeId }) => badgeId) };
  });
}
