import { randomUUID } from "node:crypto";
import { certificationTypeInput } from "@/lib/certifications/schema";
import { createCertificationType } from "@/lib/certifications/type-service";
import type { Ctx } from "@/lib/context";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

export const TODAY = "2026-06-15T12:00:00Z";

export type CourseWorld = Awaited<ReturnType<typeof courseWorld>>;

type Certificate = { user_id: string; number: string; issued_at: Date; source: string };

/** An organisation with a course that gives a certificate since 1 June 2026, valid for a year. */
export async function courseWorld(database: TestDatabase) {
  const ctx = await createTestOrganization(database);
  const admin = await createTestMember(database, ctx, { role: "org_admin" });
  const at = (moment: string, who: Ctx = ctx): Ctx => ({ ...who, asOf: new Date(moment) });
  const query = async <Row>(sql: string, ...more: unknown[]) =>
    (await database.everything.query(sql, [ctx.organization.id, ...more])).rows as Row[];
  const idOf = async (sql: string, ...more: unknown[]) =>
    (await query<{ id: string }>(`${sql} RETURNING id`, ...more))[0]?.id ?? "";
  const course = await idOf(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'grunnkurs', 'Grunnkurs')",
  );
  const definition = (changes: object = {}) =>
    certificationTypeInput.parse({
      code: "adelsmerke",
      name: "Adelsmerke",
      validityMonths: 12,
      autoIssueCourseId: course,
      ...changes,
    });
  const type = (await createCertificationType(at("2026-06-01T10:00:00Z", admin.ctx), definition())).id;
  await database.everything.query("DELETE FROM pgboss.job");
  return {
    ctx,
    admin,
    course,
    type,
    at,
    query,
    definition,
    member: async (externalRef: string = randomUUID()) =>
      (await createTestMember(database, ctx, { externalRef })).userId,
    /** Writes the registration itself, past every service. */
    complete: (userId: string, completedOn: string, status = "completed") =>
      idOf(
        `INSERT INTO course_registrations (organization_id, course_id, user_id, status, completed_on)
         VALUES ($1, $2, $3, $4, $5)`,
        course,
        userId,
        status,
        status === "completed" ? completedOn : null,
      ),
    certificates: () =>
      query<Certificate>(
        `SELECT user_id, certificate_number AS number, issued_at, source::text, issued_by_user_id, course_registration_id
         FROM certifications WHERE organization_id = $1 ORDER BY certificate_number`,
      ),
    wakeUps: () =>
      query(
        "SELECT FROM pgboss.job WHERE data ->> 'organizationId' = $1::text AND name = 'certifications.issue-completed'",
      ),
  };
}
