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

/** Courses by title, 50 at a time. `q` looks in titles and codes. */
export async function listCourses(ctx: Ctx, filter: CourseFilter): Promise<Page<CourseRow>> {
  authorize(ctx, "facts:read");
  const { condition, orderAndLimit, page } = keyset({ cursors: filter, ...byText("c.title", "c.id") });
  const all = [Prisma.sql`c.organization_id = ${ctx.organization.id}::uuid`, condition];
  if (filter.q) {
    const like = contains(filter.q);
    all.push(Prisma.sql`(c.title ILIKE ${like} OR c.code ILIKE ${like})`);
  }
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(CourseRow & { key: string })[]>`
      SELECT ${columns}, c.title AS key
      FROM (SELECT * FROM courses c WHERE ${Prisma.join(all, " AND ")} ${orderAndLimit}) c ${counts} ${orderAndLimit}`,
  );
  return page(found);
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
