import type * as z from "zod";
import { type CertificateDesign, certificateDesign } from "@/lib/certifications/design-schema";
import type { certificationTypeId } from "@/lib/certifications/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** What stands in `certification_types.template`, or null for a type that nobody has designed. */
export function storedDesign(template: unknown): CertificateDesign | null {
  const known = certificateDesign.safeParse(template);
  return known.success ? known.data : null;
}

export type DesignedType = Readonly<{
  id: string;
  name: string;
  description: string;
  validityMonths: number | null;
  design: CertificateDesign | null;
}>;

/** A type and how its certificates look; unknown and foreign ids look the same. */
export async function getDesignedType(
  ctx: Ctx,
  { id }: z.output<typeof certificationTypeId>,
): Promise<DesignedType> {
  authorize(ctx, "certification_types:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx) => {
    const row = await tx.certificationType.findFirst({
      where: { organizationId: ctx.organization.id, id },
      select: { id: true, name: true, description: true, validityMonths: true, template: true },
    });
    if (!row) throw notFound("certificationType");
    const { template, ...type } = row;
    return { ...type, design: storedDesign(template) };
  });
}
