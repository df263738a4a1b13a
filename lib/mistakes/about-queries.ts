import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { MistakeSubject } from "@/lib/mistakes/rules";

/** What a report is about: the name of it (of an activity its kind), its number or moment, and whose it is now. */
export type About = Readonly<{
  subject: MistakeSubject;
  aboutId: string | null;
  name: string | null;
  number: string | null;
  at: Date | null;
}>;

/** Of a row `r` of mistake_reports: the columns of `About`. */
export const aboutColumns = Prisma.sql`r.subject::text AS subject, coalesce(r.earned_badge_id, r.certification_id, r.activity_id) AS "aboutId",
  coalesce(a.name, ct.name, act.kind) AS name, c.certificate_number AS number, act.occurred_at AS at`;

/** Joins of a row `r` that `aboutColumns` reads from. */
export const aboutJoins = Prisma.sql`
  LEFT JOIN earned_badges e ON e.organization_id = r.organization_id AND e.id = r.earned_badge_id
  LEFT JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
  LEFT JOIN certifications c ON c.organization_id = r.organization_id AND c.id = r.certification_id
  LEFT JOIN certification_types ct ON ct.organization_id = c.organization_id AND ct.id = c.certification_type_id
  LEFT JOIN activities act ON act.organization_id = r.organization_id AND act.id = r.activity_id`;

/** The same of what somebody wants to report, of their own; null for what is unknown, foreign or another's. */
export async function aboutOwn(
  tx: Tx,
  { organization }: Ctx,
  userId: string,
  what: Readonly<{ subject: MistakeSubject; id?: string | undefined }>,
): Promise<About | null> {
  const id = what.id ?? null;
  const place = (subject: MistakeSubject) => (what.subject === subject ? id : null);
  const [found] = await tx.$queryRaw<(About & { ownerId: string | null })[]>`
    SELECT ${aboutColumns}, coalesce(e.user_id, c.user_id, act.user_id) AS "ownerId"
    FROM (SELECT ${organization.id}::uuid AS organization_id, ${what.subject}::text AS subject, ${place("badge")}::uuid AS earned_badge_id,
      ${place("certificate")}::uuid AS certification_id, ${place("activity")}::uuid AS activity_id) r ${aboutJoins}`;
  if (!found || (what.subject !== "missing" && found.ownerId !== userId)) return null;
  const { ownerId: _, ...about } = found;
  return about;
}
