import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { contains } from "@/lib/facts/filter-queries";
import type { CourseFilter } from "@/lib/facts/filter-schema";
import { byText, keyset, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";

export type CourseRow = Readonly<{
  id: string;
  code: string;
  title: string;
  isActive: boolean;
  /** Registrations that stand, and how many of them are completed. */
  registrations: number;
  completed: number;
}>;

const columns = Prisma.sql`c.id, c.code, c.title, c.is_active AS "isActive", counts.registrations, counts.completed`;
const counts = Prisma.sql`CROSS JOIN LATERAL (
  SELECT count(*)::integer AS registrations, (count(*) FILTER (WHERE r.status = 'completed'))::integer AS completed
  FROM course_registrations r
  WHERE r.organization_id = c.organization_id AND r.course_id = c.id AND r.voided_at IS NULL) counts`;

function conditionsOf(ctx: Ctx, { q }: CourseFilter): Prisma.Sql[] {
  const ours = Prisma.sql`c.organization_id = ${ctx.organization.id}::uuid`;
  if (!q) return [ours];
  const like = contains(q);
  return [ours, Prisma.sql`(c.title ILIKE ${like} OR c.code ILIKE ${like})`];
}

type Asked = CourseFilter & Readonly<{ size?: number }>;

/** Courses by title, 50 at a time. `q` looks in titles and codes. */
export async function listCourses(ctx: Ctx, filter: Asked): Promise<Page<CourseRow>> {
  authorize(ctx, "facts:read");
  const { size, sort } = filter;
  const { condition, orderAndLimit, page } = keyset({
    cursors: filter,
    ...byText("c.title", "c.id"),
    isTurned: sort === "-title",
    size,
  });
  const all = [...conditionsOf(ctx, filter), condition];
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(CourseRow & { key: string })[]>`
      SELECT ${columns}, c.title AS key
      FROM (SELECT * FROM courses c WHERE ${Prisma.join(all, " AND ")} ${orderAndLimit}) c ${counts} ${orderAndLimit}`,
  );
  return page(found);
}

/** How many courses match; `atMost + 1` means more than that, and no more are counted. */
export async function countCourses(ctx: Ctx, filter: CourseFilter, atMost: number): Promise<number> {
  authorize(ctx, "facts:read");
  const all = Prisma.join(conditionsOf(ctx, filter), " AND ");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM (SELECT FROM courses c WHERE ${all} LIMIT ${atMost + 1}) found`,
  );
  return row.count;
}

/** A course, and the state of it that was seen: `version` goes back with a change. */
export type CourseView = CourseRow & Readonly<{ version: string }>;

/** One course; unknown and foreign ones are `not_found`. */
export async function getCourse(ctx: Ctx, id: string): Promise<CourseView> {
  authorize(ctx, "facts:read");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(CourseRow & { updatedAt: Date })[]>`
      SELECT ${columns}, c.updated_at AS "updatedAt" FROM courses c ${counts}
      WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.id = ${id}::uuid`,
  );
  if (!row) throw notFound("course");
  const { updatedAt, ...course } = row;
  return { ...course, version: updatedAt.toISOString() };
}
