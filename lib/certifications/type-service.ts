import type * as z from "zod";
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

const refusals: Refusals = {
  certification_types_code_unique: () =>
    new AppError("conflict", msg("form"), { code: msg("certifications.codeTaken") }),
};

const columnsOf = (definition: CertificationTypeDefinition) => ({
  ...definition,
  validityMonths: definition.validityMonths ?? null,
  warningDays: definition.warningDays ?? null,
});

const view = {
  code: true,
  name: true,
  description: true,
  validityMonths: true,
  warningDays: true,
  isActive: true,
} as const;

async function change<T>(ctx: Ctx, run: (tx: Tx) => Promise<T>): Promise<T> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  return inTenant(ctx, run);
}

async function lockType(tx: Tx, ctx: Ctx, id: string) {
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    SELECT FROM certification_types WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const before = await tx.certificationType.findFirst({ where: { organizationId, id }, select: view });
  if (!before) throw notFound("certificationType");
  return before;
}

/** A new kind of certificate, ready to be issued. A code in use is a conflict at `code`. */
export async function createCertificationType(
  ctx: Ctx,
  definition: CertificationTypeDefinition,
): Promise<{ id: string }> {
  return change(ctx, async (tx) => {
    const data = { ...columnsOf(definition), organizationId: ctx.organization.id };
    const created = await orRefusal(tx.certificationType.create({ data, select: { id: true } }), refusals);
    const subject = { type: "certification_type", id: created.id };
    await record(tx, ctx, "certification_type.created", subject, { after: definition });
    return created;
  });
}

/** Certificates already issued keep their dates; a new validity is for those to come. */
export async function updateCertificationType(
  ctx: Ctx,
  { id, ...definition }: z.output<typeof certificationTypeUpdate>,
): Promise<{ id: string }> {
  return change(ctx, async (tx) => {
    const before = await lockType(tx, ctx, id);
    const where = { organizationId_id: { organizationId: ctx.organization.id, id } };
    const data = columnsOf(definition);
    const after = await orRefusal(tx.certificationType.update({ where, data, select: view }), refusals);
    await record(
      tx,
      ctx,
      "certification_type.updated",
      { type: "certification_type", id },
      { before, after },
    );
    return { id };
  });
}

function setActive(ctx: Ctx, id: string, isActive: boolean): Promise<{ id: string }> {
  return change(ctx, async (tx) => {
    const before = await lockType(tx, ctx, id);
    if (before.isActive === isActive) return { id };
    await tx.certificationType.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { isActive },
    });
    const event = isActive ? "certification_type.activated" : "certification_type.deactivated";
    const subject = { type: "certification_type", id };
    await record(tx, ctx, event, subject, { before: { isActive: before.isActive }, after: { isActive } });
    return { id };
  });
}

type Id = z.output<typeof certificationTypeId>;

/** No new certificates of this kind; those issued stay as they are. */
export const deactivateCertificationType = (ctx: Ctx, { id }: Id) => setActive(ctx, id, false);
export const activateCertificationType = (ctx: Ctx, { id }: Id) => setActive(ctx, id, true);
