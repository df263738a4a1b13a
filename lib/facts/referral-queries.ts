import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { keyset, momentKey, momentText, namedLike, type Page, standing } from "@/lib/facts/keyset-queries";
import type { ReferralStatus } from "@/lib/facts/rules";
import type { ReferralFilter } from "@/lib/facts/schema";
import { Prisma } from "@/lib/generated/prisma/client";

export type ReferralRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  occurredAt: Date;
  status: ReferralStatus;
  externalId: string | null;
  importId: string | null;
  voidedAt: Date | null;
  voidReason: string | null;
}>;

const columns = Prisma.sql`r.id, r.referrer_user_id AS "userId", m.display_name AS person, r.occurred_at AS "occurredAt",
  r.status::text AS status, r.external_id AS "externalId", r.import_id AS "importId", r.voided_at AS "voidedAt",
  r.void_reason AS "voidReason"`;
const source = Prisma.sql`referrals r JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.referrer_user_id`;

/** Referrals, newest first, 50 at a time. */
export async function listReferrals(ctx: Ctx, filter: ReferralFilter): Promise<Page<ReferralRow>> {
  authorize(ctx, "facts:read");
  const pages = keyset({
    cursors: filter,
    column: Prisma.sql`r.occurred_at`,
    read: momentKey,
    id: Prisma.sql`r.id`,
    descending: true,
  });
  const all = [
    Prisma.sql`r.organization_id = ${ctx.organization.id}::uuid`,
    standing(filter.shown, "r"),
    namedLike(filter.q),
    pages.condition,
  ];
  if (filter.status) all.push(Prisma.sql`r.status = ${filter.status}::referral_status`);
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(ReferralRow & { key: string })[]>`
      SELECT ${columns}, ${momentText("r.occurred_at")} AS key FROM ${source}
      WHERE ${Prisma.join(all, " AND ")} ${pages.orderAndLimit}`,
  );
  return pages.page(found);
}

/** One referral, also a voided one; unknown and foreign ones are `not_found`. */
export async function getReferral(ctx: Ctx, id: string): Promise<ReferralRow> {
  authorize(ctx, "facts:read");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<ReferralRow[]>`
      SELECT ${columns} FROM ${source} WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.id = ${id}::uuid`,
  );
  if (!row) throw notFound("referral");
  return row;
}
