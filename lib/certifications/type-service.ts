import type * as z from "zod";
import { dayOf } from "@/lib/badges/rules";
import type {
  CertificationTypeDefinition,
  certificationTypeId,
  certificationTypeUpdate,
} from "@/lib/certifications/schema";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";

const refusals: Refusals = {
  certification_types_code_unique: () =>
    new AppError("conflict", msg("form"), { code: msg("certifications.codeTaken") }),
  certification_types_code_is_final: () =>
    new AppError("conflict", msg("form"), { code: msg("issuing.codeIsFinal") }),
  certification_types_organization_id_auto_issue_course_id_fkey: () =>
    new AppError("invalid", msg("form"), { autoIssueCourseId: msg("notFound.course") }),
};

/** The columns of a definition. What it leaves out is emptied; the design is somebody else's and stays. */
const columnsOf = (definition: CertificationTypeDefinition, since: Date | null) => ({
  ...definition,
  validityMonths: definition.validityMonths ?? null,
  warningDays: definition.warningDays ?? null,
  autoIssueCourseId: definition.autoIssueCourseId ?? null,
  autoIssueSince: definition.autoIssueCourseId ? since : null,
});

/** Today by the organisation's calendar, as a column of days has it. */
const today = ({ organization }: Ctx, now: Date): Date =>
  new Date(dayOf(now, organization.timeZone).toString());

/** Those who complete the course later in the day that this begins on have none yet. */
async function wake(tx: Tx, ctx: Ctx, course: string | null | undefined): Promise<void> {
  if (course) await enqueue(tx, "certifications.issue-completed", { organizationId: ctx.organization.id });
}

const view = {
  code: true,
  name: true,
  description: true,
  validityMonths: true,
  warningDays: true,
  autoIssueCourseId: true,
  autoIssueSince: true,
  accessScopes: true,
  isActive: true,
} as const;

async function change<T>(ctx: Ctx, run: (tx: Tx, now: Date) => Promise<T>): Promise<T> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  return inTenant(ctx, run);
}

/** Holds the type against other changes and against whoever issues it. Unknown and foreign ones are `not_found`. */
export async function lockType(tx: Tx, ctx: Ctx, id: string) {
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    SELECT FROM certification_types WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const before = await tx.certificationType.findFirst({ where: { organizationId, id }, select: view });
  if (!before) throw notFound("certificationType");
  return before;
}

/**
 * A new kind of certificate, ready to be issued. A code in use is a `conflict` at `code`, a course that is not there
 * `invalid` at `autoIssueCourseId`; with a course, who completes it today or later gets a certificate by itself.
 */
export async function createCertificationType(
  ctx: Ctx,
  definition: CertificationTypeDefinition,
): Promise<{ id: string }> {
  return change(ctx, async (tx, now) => {
    const data = { ...columnsOf(definition, today(ctx, now)), organizationId: ctx.organization.id };
    const created = await orRefusal(tx.certificationType.create({ data, select: { id: true } }), refusals);
    const subject = { type: "certification_type", id: created.id };
    await record(tx, ctx, "certification_type.created", subject, { after: definition });
    await wake(tx, ctx, definition.autoIssueCourseId);
    return created;
  });
}

/**
 * Certificates already issued keep their dates; a new validity is for those to come, and so is another course, from
 * today on. A new code is a `conflict` once the type was issued: rules of achievements and files name it.
 */
export async function updateCertificationType(
  ctx: Ctx,
  { id, ...definition }: z.output<typeof certificationTypeUpdate>,
): Promise<{ id: string }> {
  return change(ctx, async (tx, now) => {
    const before = await lockType(tx, ctx, id);
    const isSameCourse = before.autoIssueCourseId === (definition.autoIssueCourseId ?? null);
    const where = { organizationId_id: { organizationId: ctx.organization.id, id } };
    const data = columnsOf(definition, isSameCourse ? before.autoIssueSince : today(ctx, now));
    const after = await orRefusal(tx.certificationType.update({ where, data, select: view }), refusals);
    await record(
      tx,
      ctx,
      "certification_type.updated",
      { type: "certification_type", id },
      { before, after },
    );
    if (!isSameCourse) await wake(tx, ctx, after.autoIssueCourseId);
    return { id };
  });
}

function setActive(ctx: Ctx, id: string, isActive: boolean): Promise<{ id: string }> {
  return change(ctx, async (tx, now) => {
    const before = await lockType(tx, ctx, id);
    if (before.isActive === isActive) return { id };
    const isBegun = isActive && before.autoIssueCourseId !== null;
    await tx.certificationType.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { isActive, ...(isBegun ? { autoIssueSince: today(ctx, now) } : {}) },
    });
    if (isBegun) await wake(tx, ctx, before.autoIssueCourseId);
    const event = isActive ? "certification_type.activated" : "certification_type.deactivated";
    const subject = { type: "certification_type", id };
    await record(tx, ctx, event, subject, { before: { isActive: before.isActive }, after: { isActive } });
    return { id };
  });
}

type Id = z.output<typeof certificationTypeId>;

/** No new certificates of this kind; those issued stay as they are. */
export const deactivateCertificationType = (ctx: Ctx, { id }: Id) => setActive(ctx, id, false);
/** It can be issued again; by itself to those who complete its course from today on, not to those of the time between. */
export const activateCertificationType = (ctx: Ctx, { id }: Id) => setActive(ctx, id, true);
