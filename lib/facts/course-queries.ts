import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { contains, keyset, type Page } from "@/lib/facts/keyset-queries";
import type { CourseFilter } from "@/lib/facts/schema";
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
const source = Prisma.sql`courses c CROSS JOIN LATERAL (
  SELECT count(*)::integer AS registrations, (count(*) FILTER (WHERE r.status = 'completed'))::integer AS completed
  FROM course_registrations r WHERE r.organization_id = c.organization_id AND r.course_id = c.id AND r.voided_at IS NULL) counts`;

/** Courses by code, 50 at a time. */
export async function listCourses(ctx: Ctx, filter: CourseFilter): Promise<Page<CourseRow>> {
  authorize(ctx, "facts:read");
  const pages = keyset({
    cursors: filter,
    column: Prisma.sql`c.code`,
    read: (key) => Prisma.sql`${key}`,
    id: Prisma.sql`c.id`,
    descending: false,
  });
  const all = [Prisma.sql`c.organization_id = ${ctx.organization.id}::uuid`, pages.condition];
  if (filter.q) {
    all.push(Prisma.sql`(c.code ILIKE ${contains(filter.q)} OR c.title ILIKE ${contains(filter.q)})`);
  }
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(CourseRow & { key: string })[]>`
      SELECT ${columns}, c.code AS key FROM ${source} WHERE ${Prisma.join(all, " AND ")} ${pages.orderAndLimit}`,
  );
  return pages.page(found);
}

/** One course; unknown and foreign ones are `not_found`. */
export async function getCourse(ctx: Ctx, id: string): Promise<CourseRow> {
  authorize(ctx, "facts:read");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<CourseRow[]>`
      SELECT ${columns} FROM ${source} WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.id = ${id}::uuid`,
  );
  if (!row) throw notFound("course");
  return row;
}
