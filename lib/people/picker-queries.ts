import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { matchingPeople } from "@/lib/people/several-queries";
import type { PickerFilter } from "@/lib/people/several-schema";

export type PickerRow = Readonly<{
  userId: string;
  name: string;
  detail: string | null;
  isYourself: boolean;
}>;
export type PickerPage = Readonly<{ rows: readonly PickerRow[]; total: number; next: string | null }>;

const PAGE_SIZE = 25;

/** Active people to choose from, by name, 25 at a time, and how many match altogether. */
export async function pickPeople(ctx: Ctx, { after, ...filter }: PickerFilter): Promise<PickerPage> {
  authorize(ctx, "people:read");
  const self = actorUserId(ctx);
  return await inTenant(ctx, async (tx) => {
    const where = matchingPeople(ctx, filter);
    const found = await tx.$queryRaw<{ id: string; userId: string; name: string; detail: string | null }[]>`
      SELECT m.id, m.user_id AS "userId", m.display_name AS name, coalesce(m.email, m.external_ref) AS detail
      FROM memberships m WHERE ${where} ${beyond(after)} ORDER BY m.display_name, m.id LIMIT ${PAGE_SIZE + 1}`;
    const [count] = await tx.$queryRaw<[{ total: number }]>`
      SELECT count(*)::int AS total FROM memberships m WHERE ${where}`;
    const shown = found.slice(0, PAGE_SIZE);
    return {
      rows: shown.map(({ id: _, ...row }) => ({ ...row, isYourself: row.userId === self })),
      total: count.total,
      next: found.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** People by their ids, active or not, by name; unknown and foreign ones are left out. */
export async function namedPeople(
  ctx: Ctx,
  userIds: readonly string[],
): Promise<readonly Readonly<{ userId: string; name: string }>[]> {
  authorize(ctx, "people:read");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<{ userId: string; name: string }[]>`
      SELECT m.user_id AS "userId", m.display_name AS name FROM memberships m
      WHERE m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ANY (${[...userIds]}::uuid[])
      ORDER BY m.display_name, m.id`,
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** After the person with this id; somebody who is gone, or an id nobody gave out, means the first page. */
function beyond(after: string | undefined): Prisma.Sql {
  if (!after || !UUID.test(after)) return Prisma.empty;
  return Prisma.sql`AND (m.display_name, m.id) > (SELECT p.display_name, p.id FROM memberships p
    WHERE p.organization_id = m.organization_id AND p.id = ${after}::uuid)`;
}
