import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { factConditions } from "@/lib/facts/filter-queries";
import type { RegistrationFilter } from "@/lib/facts/filter-schema";
import { type FactHistory, historyOf } from "@/lib/facts/history-queries";
import { byText, keyset, type Page } from "@/lib/facts/keyset-queries";
import type { RegistrationStatus } from "@/lib/facts/rules";
import { Prisma } from "@/lib/generated/prisma/client";

type Said = Readonly<{
  id: string;
  status: RegistrationStatus;
  /** Calendar days, `yyyy-mm-dd`. */
  registeredOn: string | null;
  completedOn: string | null;
  grade: string | null;
}>;

export type RegistrationRow = Said & Readonly<{ person: string; voidReason: string | null }>;

/** The registrations of one course by name, 50 at a time. `q` looks in names, e-mails and references. */
export async function listRegistrations(
  ctx: Ctx,
  courseId: string,
  filter: RegistrationFilter,
): Promise<Page<RegistrationRow>> {
  authorize(ctx, "facts:read");
  const { condition, orderAndLimit, page } = keyset({ cursors: filter, ...byText("m.display_name", "f.id") });
  const all = [...factConditions(ctx, filter), Prisma.sql`f.course_id = ${courseId}::uuid`, condition];
  if (filter.status) all.push(Prisma.sql`f.status = ${filter.status}::course_registration_status`);
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(RegistrationRow & { key: string })[]>`
      SELECT f.id, m.display_name AS person, f.status::text AS status, f.registered_on::text AS "registeredOn",
        f.completed_on::text AS "completedOn", f.grade, f.void_reason AS "voidReason", m.display_name AS key
      FROM course_registrations f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id
      WHERE ${Prisma.join(all, " AND ")} ${orderAndLimit}`,
  );
  return page(found);
}

export type RegistrationView = FactHistory & Said & Readonly<{ courseId: string }>;

const toDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

/** One registration, also a voided one; unknown and foreign ones are `not_found`. */
export async function getRegistration(ctx: Ctx, id: string): Promise<RegistrationView> {
  authorize(ctx, "facts:read");
  return await inTenant(ctx, async (tx) => {
    const row = await tx.courseRegistration.findFirst({ where: { organizationId: ctx.organization.id, id } });
    if (!row) throw notFound("courseRegistration");
    const { courseId, status, grade } = row;
    const dates = { registeredOn: toDay(row.registeredOn), completedOn: toDay(row.completedOn) };
    return { ...(await historyOf(tx, ctx, row.userId, row)), id, courseId, status, ...dates, grade };
  });
}
