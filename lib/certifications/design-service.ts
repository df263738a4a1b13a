import type * as z from "zod";
import type { certificateDesignUpdate } from "@/lib/certifications/design-schema";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

/**
 * How certificates of a type look from now on, those already issued too: what is printed is set anew each time.
 * `invalid` for a picture the organisation does not have, `not_found` for unknown and foreign types alike.
 */
export async function saveDesign(
  ctx: Ctx,
  { id, ...design }: z.output<typeof certificateDesignUpdate>,
): Promise<{ id: string }> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    await tx.$executeRaw`
      SELECT FROM certification_types WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const before = await tx.certificationType.findFirst({
      where: { organizationId, id },
      select: { template: true },
    });
    if (!before) throw notFound("certificationType");
    // Undefined keys are left out, and so is what the database compares with.
    const template = JSON.parse(JSON.stringify(design));
    await orRefusal(tx.certificationType.updateMany({ where: { organizationId, id }, data: { template } }), {
      certification_types_design_pictures: () =>
        new AppError("invalid", msg("form"), { logo: msg("documents.noPicture") }),
    });
    const subject = { type: "certification_type", id };
    await record(tx, ctx, "certification_type.designed", subject, {
      before: { design: before.template },
      after: { design: template },
    });
    return { id };
  });
}
