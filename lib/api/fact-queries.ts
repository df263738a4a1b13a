import { personName } from "@/lib/api/page-queries";
import type { Received } from "@/lib/api/rules";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

const { sql } = Prisma;

const SOURCES: Readonly<Record<Received, Prisma.Sql>> = {
  activities: sql`SELECT f.id, f.user_id, ${personName} AS person, f.kind, f.occurred_at, f.minutes, f.participants, f.source,
      f.external_id, f.voided_at, f.created_at, f.updated_at
    FROM activities f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id`,
  referrals: sql`SELECT f.id, f.referrer_user_id AS user_id, ${personName} AS person, f.occurred_at, f.status::text AS status, f.source,
      f.external_id, f.voided_at, f.created_at, f.updated_at
    FROM referrals f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.referrer_user_id`,
  "course-registrations": sql`SELECT f.id, f.user_id, ${personName} AS person, f.course_id, c.code AS course, f.status::text AS status,
      f.registered_on::text AS registered_on, f.completed_on::text AS completed_on, f.grade, f.voided_at, f.created_at, f.updated_at
    FROM course_registrations f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id
    JOIN courses c ON c.organization_id = f.organization_id AND c.id = f.course_id`,
};

/** One fact as the API shows it, inside the transaction that received it. */
export async function readFact(tx: Tx, ctx: Ctx, kind: Received, id: string): Promise<object> {
  const [row] = await tx.$queryRaw<object[]>`${SOURCES[kind]}
    WHERE f.organization_id = ${ctx.organization.id}::uuid AND f.id = ${id}::uuid`;
  if (!row) throw new Error("a fact that was just received is not there");
  return row;
}
