import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { dayOf } from "@/lib/badges/rules";
import { expiryOf, issueMoment } from "@/lib/certifications/calendar-rules";
import type { Issued } from "@/lib/certifications/write-service";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

/** A type whose certificates come with a course. */
export type CourseType = Readonly<{
  id: string;
  name: string;
  validityMonths: number | null;
  courseId: string;
  /** `yyyy-mm-dd` */
  since: string;
}>;

/** Somebody who has completed the course, and of whose certificate nothing has been decided yet. */
export type Completion = Readonly<{
  registrationId: string;
  userId: string;
  name: string;
  /** `yyyy-mm-dd` */
  completedOn: string;
}>;

/** The types in use that come with a course. */
export const courseTypes = (tx: Tx, ctx: Ctx, id?: string): Promise<CourseType[]> => tx.$queryRaw<
  CourseType[]
>`
  SELECT id, name, validity_months AS "validityMonths", auto_issue_course_id AS "courseId", auto_issue_since::text AS since
  FROM certification_types WHERE organization_id = ${ctx.organization.id}::uuid AND is_active
    AND auto_issue_course_id IS NOT NULL AND (${id ?? null}::uuid IS NULL OR id = ${id ?? null}::uuid) ORDER BY id`;

/** Those of the day it was switched on and later, or those before it; never those whose day is still to come. */
type Which = Readonly<{ type: CourseType; isEarlier: boolean; now: Date }>;

function undecided(ctx: Ctx, { type, isEarlier, now }: Which): Prisma.Sql {
  const { id, timeZone } = ctx.organization;
  const when = isEarlier
    ? Prisma.sql`r.completed_on < ${type.since}::date`
    : Prisma.sql`r.completed_on >= ${type.since}::date`;
  return Prisma.sql`course_registrations r
    JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.user_id AND m.status = 'active'
    WHERE r.organization_id = ${id}::uuid AND r.course_id = ${type.courseId}::uuid AND r.status = 'completed'
      AND r.voided_at IS NULL AND ${when} AND r.completed_on <= ${dayOf(now, timeZone).toString()}::date
      AND NOT EXISTS (SELECT FROM certification_completions d WHERE d.organization_id = r.organization_id
        AND d.certification_type_id = ${type.id}::uuid AND d.course_registration_id = r.id)`;
}

/** The next of them, oldest completion first. */
export const nextCompletions = (tx: Tx, ctx: Ctx, which: Which, limit: number): Promise<Completion[]> =>
  tx.$queryRaw<Completion[]>`
    SELECT r.id AS "registrationId", r.user_id AS "userId", m.display_name AS name, r.completed_on::text AS "completedOn"
    FROM ${undecided(ctx, which)} ORDER BY r.completed_on, r.id LIMIT ${limit}`;

export async function countCompletions(tx: Tx, ctx: Ctx, which: Which): Promise<number> {
  const [row] = await tx.$queryRaw<
    [{ count: number }]
  >`SELECT count(*)::int AS count FROM ${undecided(ctx, which)}`;
  return row.count;
}

/** The first day anybody completed the course, of those before it was switched on; null when there is nobody. */
export async function firstCompletion(tx: Tx, ctx: Ctx, which: Which): Promise<string | null> {
  const [row] = await tx.$queryRaw<[{ day: string | null }]>`
    SELECT min(r.completed_on)::text AS day FROM ${undecided(ctx, which)}`;
  return row.day;
}

export type CompletionDates = Readonly<{ issuedAt: Date; expiresAt: Date | null }>;

/** The dates of a certificate for a course completed on a day; null when it would be over already. */
export function completionDates(
  { timeZone }: Ctx["organization"],
  completedOn: string,
  validityMonths: number | null,
  now: Date,
): CompletionDates | null {
  const issuedAt = issueMoment(completedOn, now, timeZone) ?? now;
  const expiresAt = expiryOf(issuedAt, validityMonths, timeZone);
  return expiresAt && expiresAt <= now ? null : { issuedAt, expiresAt };
}

export type EarlierRow = Readonly<{
  userId: string;
  name: string;
  /** `yyyy-mm-dd` */
  completedOn: string;
  outcome: "issued" | "already_held" | "already_over";
  /** The certificate in the way. */
  held: Issued | null;
  expiresAt: Date | null;
}>;

export type EarlierPreview = Readonly<{
  total: number;
  /** The first of them, oldest completion first. */
  rows: readonly EarlierRow[];
}>;

/** Completions that a preview names. */
const NAMED = 100;

/** The type that comes with a course, or what is in the way of that. */
export async function courseTypeOf(tx: Tx, ctx: Ctx, id: string): Promise<CourseType> {
  const [type] = await courseTypes(tx, ctx, id);
  if (type) return type;
  const where = { organizationId: ctx.organization.id, id };
  if (await tx.certificationType.findFirst({ where, select: { id: true } })) {
    throw new AppError("conflict", msg("issuing.noCourse"));
  }
  throw notFound("certificationType");
}

/**
 * Who completed the course before the type began to come with it, and what each would get: nothing of it is done.
 * Throws `not_found`, `conflict` for a type out of use or without a course, `unavailable` while issuing is paused.
 */
export async function previewEarlier(ctx: Ctx, { id }: { id: string }): Promise<EarlierPreview> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const type = await courseTypeOf(tx, ctx, id);
    if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
    const which = { type, isEarlier: true, now };
    const [total, found] = [
      await countCompletions(tx, ctx, which),
      await nextCompletions(tx, ctx, which, NAMED),
    ];
    const holders = await validOf(tx, ctx, type.id, found, now);
    return { total, rows: found.map((one) => earlierRow(ctx, type, one, holders, now)) };
  });
}

function earlierRow(
  ctx: Ctx,
  { validityMonths }: CourseType,
  { registrationId: _, ...one }: Completion,
  holders: ReadonlyMap<string, Issued>,
  now: Date,
): EarlierRow {
  const dates = completionDates(ctx.organization, one.completedOn, validityMonths, now);
  const held = holders.get(one.userId) ?? null;
  const outcome = dates ? (held ? "already_held" : "issued") : "already_over";
  return { ...one, outcome, held: dates ? held : null, expiresAt: dates?.expiresAt ?? null };
}

/** The certificates of a type that these people hold and that are valid now. */
export async function validOf(
  tx: Tx,
  ctx: Ctx,
  typeId: string,
  people: readonly Readonly<{ userId: string | null }>[],
  now: Date,
): Promise<ReadonlyMap<string, Issued>> {
  const userIds = people.flatMap(({ userId }) => userId ?? []);
  const rows = await tx.$queryRaw<(Issued & { userId: string })[]>`
    SELECT id, certificate_number AS "certificateNumber", user_id AS "userId" FROM certifications
    WHERE organization_id = ${ctx.organization.id}::uuid AND certification_type_id = ${typeId}::uuid
      AND user_id = ANY (${userIds}::uuid[]) AND status IN ('active', 'expiring_soon') AND (expires_at IS NULL OR expires_at > ${now})`;
  return new Map(rows.map(({ userId, ...certificate }) => [userId, certificate]));
}

/** Whether the course a certificate came from has ceased to count as completed since; for whoever may read it. */
export async function isCompletionWithdrawn(ctx: Ctx, { id }: { id: string }): Promise<boolean> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<[{ is: boolean }]>`
      SELECT EXISTS (SELECT FROM certifications c
        JOIN course_registrations r ON r.organization_id = c.organization_id AND r.id = c.course_registration_id
        WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.id = ${id}::uuid
          AND (r.status <> 'completed' OR r.voided_at IS NOT NULL OR r.user_id <> c.user_id)) AS is`;
    return row.is;
  });
}
