import type * as z from "zod";
import type { certificationTypeId } from "@/lib/certifications/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type CertificationTypeView = Readonly<{
  id: string;
  code: string;
  name: string;
  description: string;
  /** Null: valid for life. */
  validityMonths: number | null;
  /** Null: the organisation's own. */
  warningDays: number | null;
  isActive: boolean;
}>;

const view = {
  id: true,
  code: true,
  name: true,
  description: true,
  validityMonths: true,
  warningDays: true,
  isActive: true,
} as const;

/** The kinds of certificates by name, those out of use last, with how many were ever issued. */
export async function listCertificationTypes(
  ctx: Ctx,
): Promise<(CertificationTypeView & { issued: number })[]> {
  authorize(ctx, "certification_types:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx) => {
    const rows = await tx.certificationType.findMany({
      where: { organizationId: ctx.organization.id },
      select: { ...view, _count: { select: { certifications: true } } },
      orderBy: [{ isActive: "desc" }, { name: "asc" }, { id: "asc" }],
    });
    return rows.map(({ _count, ...type }) => ({ ...type, issued: _count.certifications }));
  });
}

/** Unknown and foreign ids look the same. */
export async function getCertificationType(
  ctx: Ctx,
  { id }: z.output<typeof certificationTypeId>,
): Promise<CertificationTypeView> {
  authorize(ctx, "certification_types:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx) => {
    const row = await tx.certificationType.findFirst({
      where: { organizationId: ctx.organization.id, id },
      select: view,
    });
    if (!row) throw notFound("certificationType");
    return row;
  });
}
