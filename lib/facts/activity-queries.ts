import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import {
  contains,
  keyset,
  momentKey,
  momentText,
  namedLike,
  type Page,
  standing,
} from "@/lib/facts/keyset-queries";
import { instantOf } from "@/lib/facts/moments";
import type { ActivityFilter } from "@/lib/facts/schema";
import { Prisma } from "@/lib/generated/prisma/client";

export type ActivityRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  kind: string;
  occurredAt: Date;
  minutes: number | null;
  participants: number | null;
  externalId: string | null;
  importId: string | null;
  voidedAt: Date | null;
  voidReason: string | null;
}>;

const columns = Prisma.sql`a.id, a.user_id AS "userId", m.display_name AS person, a.kind, a.occurred_at AS "occurredAt", a.minutes,
  a.participants, a.external_id AS "externalId", a.import_id AS "importId", a.voided_at AS "voidedAt", a.void_reason AS "voidReason"`;
const source = Prisma.sql`activities a JOIN memberships m ON m.organization_id = a.organization_id AND m.user_id = a.user_id`;

function conditions({ organization }: Ctx, { q, kind, from, to, shown }: ActivityFilter): Prisma.Sql[] {
  const { id, timeZone } = organization;
  const all = [Prisma.sql`a.organization_id = ${id}::uuid`, standing(shown, "a"), namedLike(q)];
  if (kind) all.push(Prisma.sql`a.kind ILIKE ${contains(kind)}`);
  if (from) all.push(Prisma.sql`a.occurred_at >= ${instantOf(from, undefined, timeZone)}`);
  // To the end of that day, which is the beginning of the next.
  if (to) all.push(Prisma.sql`a.occurred_at < ((${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`);
  return all;
}

/** Activities, newest first, 50 at a time. Days of the filter are the organisation's. */
export async function listActivities(ctx: Ctx, filter: ActivityFilter): Promise<Page<ActivityRow>> {
  authorize(ctx, "facts:read");
  const pages = keyset({
    cursors: filter,
    column: Prisma.sql`a.occurred_at`,
    read: momentKey,
    id: Prisma.sql`a.id`,
    descending: true,
  });
  const where = Prisma.join([...conditions(ctx, filter), pages.condition], " AND ");
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(ActivityRow & { key: string })[]>`
      SELECT ${columns}, ${momentText("a.occurred_at")} AS key FROM ${source} WHERE ${where} ${pages.orderAndLimit}`,
  );
  return pages.page(found);
}

/** One activity, also a voided one; unknown and foreign ones are `not_found`. */
export async function getActivity(ctx: Ctx, id: string): Promise<ActivityRow> {
  authorize(ctx, "facts:read");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<ActivityRow[]>`
      SELECT ${columns} FROM ${source} WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = ${id}::uuid`,
  );
  if (!row) throw notFound("activity");
  return row;
}
