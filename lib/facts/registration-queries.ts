import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { keyset, namedLike, type Page, standing } from "@/lib/facts/keyset-queries";
import type { RegistrationStatus } from "@/lib/facts/rules";
import type { RegistrationFilter } from "@/lib/facts/schema";
import { Prisma } from "@/lib/generated/prisma/client";

export type RegistrationRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  courseId: string;
  status: RegistrationStatus;
  /** Calendar days, `yyyy-mm-dd`. */
  registeredOn: string | null;
  completedOn: string | null;
  grade: string | null;
  importId: string | null;
  voidedAt: Date | null;
  voidReason: string | null;
}>;

const columns = Prisma.sql`r.id, r.user_id AS "userId", m.display_name AS person, r.course_id AS "courseId", r.status::text AS status,
  r.registered_on::text AS "registeredOn", r.completed_on::text AS "completedOn", r.grade, r.import_id AS "importId",
  r.voided_at AS "voidedAt", r.void_reason AS "voidReason"`;
const source = Prisma.sql`course_registrations r JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.user_id`;

/** The registrations of one course by name, 50 at a time. */
export async function listRegistrations(
  ctx: Ctx,
  courseId: string,
  filter: RegistrationFilter,
): Promise<Page<RegistrationRow>> {
  authorize(ctx, "facts:read");
  const pages = keyset({
    cursors: filter,
    column: Prisma.sql`m.display_name`,
    read: (key) => Prisma.sql`${key}`,
    id: Prisma.sql`r.id`,
    descending: false,
  });
  const all = [
    Prisma.sql`r.organization_id = ${ctx.organization.id}::uuid AND r.course_id = ${courseId}::uuid`,
    standing(filter.shown, "r"),
    namedLike(filter.q),
    pages.condition,
  ];
  if (filter.status) all.push(Prisma.sql`r.status = ${filter.status}::course_registration_status`);
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(RegistrationRow & { key: string })[]>`
      SELECT ${columns}, m.display_name AS key FROM ${source}
      WHERE ${Prisma.join(all, " AND ")} ${pages.orderAndLimit}`,
  );
  return pages.page(found);
}

/** One registration, also a voided one; unknown and foreign ones are `not_found`. */
export async function getRegistration(ctx: Ctx, id: string): Promise<RegistrationRow> {
  authorize(ctx, "facts:read");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<RegistrationRow[]>`
      SELECT ${columns} FROM ${source} WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.id = ${id}::uuid`,
  );
  if (!row) throw notFound("registration");
  return row;
}
