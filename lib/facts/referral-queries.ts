import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { inDays, standing } from "@/lib/facts/filter-queries";
import type { ReferralFilter } from "@/lib/facts/filter-schema";
import { type FactHistory, historyOf } from "@/lib/facts/history-queries";
import { FILE_TIMEOUT, keyset, momentText, newestFirst, type Page } from "@/lib/facts/keyset-queries";
import type { ReferralStatus } from "@/lib/facts/rules";
import { Prisma } from "@/lib/generated/prisma/client";
import { countMatching, onePage, personOf } from "@/lib/people/page-queries";

type Said = Readonly<{ id: string; occurredAt: Date; status: ReferralStatus }>;

export type ReferralRow = Said & Readonly<{ person: string; voidReason: string | null }>;

const table = "referrals.referrer_user_id";

const conditionsOf = (ctx: Ctx, filter: ReferralFilter): Prisma.Sql[] => [
  ...standing(filter),
  ...inDays(ctx, filter),
  ...(filter.status ? [Prisma.sql`f.status = ${filter.status}::referral_status`] : []),
];

type Asked = ReferralFilter & Readonly<{ size?: number }>;

/**
 * Referrals, newest first or as `sort` says, 50 at a time. `q` looks in names, e-mails and references of those who
 * referred.
 */
export async function listReferrals(ctx: Ctx, filter: Asked): Promise<Page<ReferralRow>> {
  authorize(ctx, "facts:read");
  const { size, sort } = filter;
  const { condition, orderAndLimit, page } = keyset({
    cursors: filter,
    ...newestFirst,
    isTurned: sort === "when",
    size,
  });
  const all = [...conditionsOf(ctx, filter), condition];
  const found = await inTenant(
    ctx,
    async (tx) => tx.$queryRaw<(ReferralRow & { key: string })[]>`
      SELECT f.id, m.display_name AS person, f.occurred_at AS "occurredAt", f.status::text AS status,
        f.void_reason AS "voidReason", ${momentText("f.occurred_at")} AS key
      FROM ${await onePage(tx, ctx, { table, conditions: all, orderAndLimit, q: filter.q })} ${personOf({ table })}
      ${orderAndLimit}`,
    { walk: !filter.q, ...(size ? { timeout: FILE_TIMEOUT } : {}) },
  );
  return page(found);
}

/** How many referrals match; `atMost + 1` means more than that, and no more are counted. */
export async function countReferrals(ctx: Ctx, filter: ReferralFilter, atMost: number): Promise<number> {
  authorize(ctx, "facts:read");
  return inTenant(ctx, (tx) =>
    countMatching(tx, ctx, { table, conditions: conditionsOf(ctx, filter), q: filter.q, atMost }),
  );
}

export type ReferralView = FactHistory & Said;

/** One referral, also a voided one; unknown and foreign ones are `not_found`. */
export async function getReferral(ctx: Ctx, id: string): Promise<ReferralView> {
  authorize(ctx, "facts:read");
  return await inTenant(ctx, async (tx) => {
    const row = await tx.referral.findFirst({ where: { organizationId: ctx.organization.id, id } });
    if (!row) throw notFound("referral");
    const { occurredAt, status } = row;
    return { ...(await historyOf(tx, ctx, row.referrerUserId, row)), id, occurredAt, status };
  });
}
