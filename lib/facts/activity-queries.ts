import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { inDays, standing } from "@/lib/facts/filter-queries";
import type { ActivityFilter } from "@/lib/facts/filter-schema";
import { type FactHistory, historyOf } from "@/lib/facts/history-queries";
import { FILE_TIMEOUT, keyset, momentText, newestFirst, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import { countMatching, onePage, personOf } from "@/lib/people/page-queries";

type Said = Readonly<{
  id: string;
  kind: string;
  occurredAt: Date;
  minutes: number | null;
  participants: number | null;
}>;

export type ActivityRow = Said & Readonly<{ person: string; voidReason: string | null }>;

const table = "activities.user_id";

const conditionsOf = (ctx: Ctx, filter: ActivityFilter): Prisma.Sql[] => [
  ...standing(filter),
  ...inDays(ctx, filter),
  ...(filter.kind ? [Prisma.sql`f.kind = ${filter.kind}`] : []),
];

type Asked = ActivityFilter & Readonly<{ size?: number }>;

/**
 * Activities, newest first or as `sort` says, 50 at a time. `q` looks in names, e-mails and references of people.
 */
export async function listActivities(ctx: Ctx, filter: Asked): Promise<Page<ActivityRow>> {
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
    async (tx) => tx.$queryRaw<(ActivityRow & { key: string })[]>`
      SELECT f.id, m.display_name AS person, f.kind, f.occurred_at AS "occurredAt", f.minutes, f.participants,
        f.void_reason AS "voidReason", ${momentText("f.occurred_at")} AS key
      FROM ${await onePage(tx, ctx, { table, conditions: all, orderAndLimit, q: filter.q })} ${personOf({ table })}
      ${orderAndLimit}`,
    { walk: !filter.q, ...(size ? { timeout: FILE_TIMEOUT } : {}) },
  );
  return page(found);
}

/** How many activities match; `atMost + 1` means more than that, and no more are counted. */
export async function countActivities(ctx: Ctx, filter: ActivityFilter, atMost: number): Promise<number> {
  authorize(ctx, "facts:read");
  return inTenant(ctx, (tx) =>
    countMatching(tx, ctx, { table, conditions: conditionsOf(ctx, filter), q: filter.q, atMost }),
  );
}

export type ActivityView = FactHistory & Said;

/** One activity, also a voided one; unknown and foreign ones are `not_found`. */
export async function getActivity(ctx: Ctx, id: string): Promise<ActivityView> {
  authorize(ctx, "facts:read");
  return await inTenant(ctx, async (tx) => {
    const row = await tx.activity.findFirst({ where: { organizationId: ctx.organization.id, id } });
    if (!row) throw notFound("activity");
    const { kind, occurredAt, minutes, participants } = row;
    return { ...(await historyOf(tx, ctx, row.userId, row)), id, kind, occurredAt, minutes, participants };
  });
}

/** Of how many of the latest activities the kinds are read: enough to know them, and quick at any size. */
const LATEST = 10_000;
const KINDS = 100;

/** The kinds of activity in use, by name. */
export async function listActivityKinds(ctx: Ctx): Promise<string[]> {
  authorize(ctx, "facts:read");
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<{ kind: string }[]>`
      SELECT kind FROM (
        SELECT kind, count(*) AS times FROM (
          SELECT kind FROM activities WHERE organization_id = ${ctx.organization.id}::uuid AND voided_at IS NULL
          ORDER BY occurred_at DESC, id LIMIT ${LATEST}) latest
        GROUP BY kind ORDER BY times DESC, kind LIMIT ${KINDS}) common
      ORDER BY kind`,
  );
  return found.map(({ kind }) => kind);
}
