import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { keyset, momentKey, momentText, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import type { PaymentFilter, PaymentState } from "@/lib/reports/filter-schema";
import { type Frame, frameOf, GROUPS, inGroup, MOST_ROWS, REFERENCE } from "@/lib/reports/report-sql-queries";

export type PaymentRow = Readonly<{
  /** Of the award. */
  id: string;
  userId: string;
  person: string;
  reference: string;
  groups: string | null;
  achievement: string;
  /** Which time it was earned: `3`, `15`, `2026`; `once`. */
  occurrence: string;
  at: Date;
  /** What the definition said when it was earned. */
  amount: number;
  currency: string;
  /** A revoked award is not paid; it may have been before it was revoked. */
  isRevoked: boolean;
  paidAt: Date | null;
  /** Who marked it; null for the command line, and for somebody who has left. */
  paidBy: string | null;
  /** The payment was for an earlier award of the same, that was taken back. */
  isPaidBefore: boolean;
  isOwn: boolean;
}>;

export type Payee = Readonly<{
  userId: string;
  person: string;
  reference: string;
  currency: string;
  /** Of awards that stand and are not paid. */
  openCount: number;
  open: number;
  paid: number;
}>;

export type Ledger = Frame &
  Readonly<{
    page: Page<PaymentRow>;
    /** By person and currency, those with most to be paid first, at most a hundred; whether there are more. */
    payees: readonly Payee[];
    hasMorePayees: boolean;
    totals: readonly Readonly<{ currency: string; open: number; paid: number }>[];
    /** What the asker may mark as paid of the whole choice, which is what is not their own. */
    toMark: readonly Readonly<{ currency: string; count: number; sum: number }>[];
    /** Whether an achievement carries a payment at all. */
    hasPayments: boolean;
  }>;

const MOST_PAYEES = 100;

/**
 * Awards `e`, as `f`, that carry a payment, of the period and group, and what has been paid. What its holder declined is
 * there only when it was paid.
 */
export function payable(
  ctx: Ctx,
  { group }: Pick<PaymentFilter, "group">,
  { from, to }: Frame["period"],
): Prisma.Sql {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  return Prisma.sql`SELECT e.organization_id, e.id, e.user_id, e.achievement_id, e.occurrence, e.awarded_at AS at, e.status,
      (v.definition ->> 'payment_amount')::numeric AS amount, v.definition ->> 'payment_currency' AS currency,
      p.paid_at, p.paid_by_user_id, p.earned_badge_id AS paid_award_id
    FROM earned_badges e
    JOIN achievement_versions v ON v.organization_id = e.organization_id AND v.id = e.achievement_version_id AND v.definition ? 'payment_amount'
    LEFT JOIN payments p ON p.organization_id = e.organization_id AND p.achievement_id = e.achievement_id AND p.user_id = e.user_id
      AND p.occurrence = e.occurrence
    WHERE e.organization_id = ${organization} AND e.awarded_at >= ${from} AND e.awarded_at < ${to}
      AND e.achievement_id IN (SELECT w.achievement_id FROM achievement_versions w WHERE w.organization_id = ${organization} AND w.definition ? 'payment_amount')
      AND e.status IN ('awarded', 'expired', 'revoked') AND (e.declined_at IS NULL OR p.earned_badge_id = e.id) ${inGroup("e", group)}`;
}

export const STATES: Readonly<Record<PaymentState, Prisma.Sql>> = {
  open: Prisma.sql`f.paid_at IS NULL AND f.status <> 'revoked'`,
  paid: Prisma.sql`f.paid_at IS NOT NULL`,
  revoked: Prisma.sql`f.status = 'revoked'`,
};
const stateIs = (state: PaymentState | undefined) => (state ? STATES[state] : Prisma.sql`true`);

type Found = PaymentRow & Readonly<{ key: string }>;

const listed = (
  tx: Tx,
  ctx: Ctx,
  source: Prisma.Sql,
  { where, order }: Readonly<Record<"where" | "order", Prisma.Sql>>,
) =>
  tx.$queryRaw<Found[]>`
    WITH f AS MATERIALIZED (SELECT f.* FROM (${source}) f WHERE ${where} ${order})
    SELECT f.id, f.user_id AS "userId", m.display_name AS person, ${REFERENCE} AS reference, ${GROUPS} AS groups, a.name AS achievement,
      f.occurrence, f.at, f.amount::float8 AS amount, f.currency, f.status = 'revoked' AS "isRevoked", f.paid_at AS "paidAt",
      payer.display_name AS "paidBy", coalesce(f.paid_award_id <> f.id, false) AS "isPaidBefore",
      f.user_id IS NOT DISTINCT FROM ${actorUserId(ctx)}::uuid AS "isOwn", ${momentText("f.at")} AS key
    FROM f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id
    JOIN achievements a ON a.organization_id = f.organization_id AND a.id = f.achievement_id
    LEFT JOIN memberships payer ON payer.organization_id = f.organization_id AND payer.user_id = f.paid_by_user_id
    ${order}`;

const payeesOf = (tx: Tx, source: Prisma.Sql, where: Prisma.Sql, most: number) =>
  tx.$queryRaw<Payee[]>`
    WITH f AS MATERIALIZED (
      SELECT f.organization_id, f.user_id, f.currency, count(*) FILTER (WHERE ${STATES.open})::int AS open_count,
        coalesce(sum(f.amount) FILTER (WHERE ${STATES.open}), 0) AS open,
        coalesce(sum(f.amount) FILTER (WHERE f.paid_award_id = f.id), 0) AS paid
      FROM (${source}) f WHERE ${where} GROUP BY 1, 2, 3)
    SELECT f.user_id AS "userId", m.display_name AS person, ${REFERENCE} AS reference, f.currency, f.open_count AS "openCount",
      f.open::float8 AS open, f.paid::float8 AS paid
    FROM f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id
    WHERE f.open + f.paid > 0 ORDER BY f.open DESC, m.display_name, f.user_id, f.currency LIMIT ${most}`;

/** What people have to be paid for, and have been, newest first, 50 at a time, with the totals of the whole choice. */
export async function readLedger(ctx: Ctx, filter: PaymentFilter): Promise<Ledger> {
  authorize(ctx, "reports:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx, now) => {
    const frame = await frameOf(tx, ctx, filter.period, now);
    const source = payable(ctx, filter, frame.period);
    const pages = keyset({
      cursors: filter,
      column: Prisma.sql`f.at`,
      read: momentKey,
      id: Prisma.sql`f.id`,
      descending: true,
    });
    const state = stateIs(filter.state);
    const where = Prisma.sql`${state} AND ${pages.condition}`;
    const found = await listed(tx, ctx, source, { where, order: pages.orderAndLimit });
    const [known] = await tx.$queryRaw<[{ any: boolean }]>`
      SELECT EXISTS (SELECT FROM achievement_versions WHERE organization_id = ${ctx.organization.id}::uuid AND definition ? 'payment_amount') AS any`;
    const totals = await tx.$queryRaw<Ledger["totals"]>`
      SELECT f.currency, coalesce(sum(f.amount) FILTER (WHERE ${STATES.open}), 0)::float8 AS open,
        coalesce(sum(f.amount) FILTER (WHERE f.paid_award_id = f.id), 0)::float8 AS paid
      FROM (${source}) f WHERE ${state} GROUP BY 1 ORDER BY 1`;
    const toMark = await tx.$queryRaw<Ledger["toMark"]>`
      SELECT f.currency, count(*)::int AS count, sum(f.amount)::float8 AS sum FROM (${source}) f
      WHERE ${state} AND ${STATES.open} AND f.user_id IS DISTINCT FROM ${actorUserId(ctx)}::uuid GROUP BY 1 ORDER BY 1`;
    const payees = await payeesOf(tx, source, state, MOST_PAYEES + 1);
    return {
      ...frame,
      page: pages.page(found),
      payees: payees.slice(0, MOST_PAYEES),
      hasMorePayees: payees.length > MOST_PAYEES,
      totals,
      toMark,
      hasPayments: known.any,
    };
  });
}

/** All of it, for the payroll: each payment, and the totals of each person. `invalid` when it is too long for a file. */
export async function readWholeLedger(
  ctx: Ctx,
  filter: PaymentFilter,
): Promise<Readonly<{ period: Frame["period"]; rows: readonly PaymentRow[]; payees: readonly Payee[] }>> {
  authorize(ctx, "reports:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(
    ctx,
    async (tx, now) => {
      const { period } = await frameOf(tx, ctx, filter.period, now);
      const source = payable(ctx, filter, period);
      const where = stateIs(filter.state);
      const order = Prisma.sql`ORDER BY f.at DESC, f.id LIMIT ${MOST_ROWS + 1}`;
      const rows = await listed(tx, ctx, source, { where, order });
      if (rows.length > MOST_ROWS) throw new AppError("invalid", msg("reports.tooMany", { most: MOST_ROWS }));
      return { period, rows, payees: await payeesOf(tx, source, where, MOST_ROWS) };
    },
    { timeout: 120_000 },
  );
}
