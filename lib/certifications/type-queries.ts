import type * as z from "zod";
import type { certificationTypeId } from "@/lib/certifications/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

export type CertificationTypeView = Readonly<{
  id: string;
  code: string;
  name: string;
  description: string;
  /** Null: valid for life. */
  validityMonths: number | null;
  /** Null: the organisation's own. */
  warningDays: number | null;
  /** The course whose completion gives the certificate by itself; null where somebody has to issue it. */
  autoIssueCourse: Readonly<{ id: string; code: string; title: string }> | null;
  /** `yyyy-mm-dd`: whoever completes that course on this day or later. */
  autoIssueSince: string | null;
  accessScopes: readonly string[];
  isActive: boolean;
}>;

const view = {
  id: true,
  code: true,
  name: true,
  description: true,
  validityMonths: true,
  warningDays: true,
  autoIssueCourse: { select: { id: true, code: true, title: true } },
  autoIssueSince: true,
  accessScopes: true,
  isActive: true,
} as const satisfies Prisma.CertificationTypeSelect;

const written = ({
  autoIssueSince,
  ...row
}: Prisma.CertificationTypeGetPayload<{ select: typeof view }>): CertificationTypeView => ({
  ...row,
  autoIssueSince: autoIssueSince?.toISOString().slice(0, 10) ?? null,
});

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
    return rows.map(({ _count, ...type }) => ({ ...written(type), issued: _count.certifications }));
  });
}

/** One kind, with how many were ever issued. Unknown and foreign ids look the same. */
export async function getCertificationType(
  ctx: Ctx,
  { id }: z.output<typeof certificationTypeId>,
): Promise<CertificationTypeView & { issued: number }> {
  authorize(ctx, "certification_types:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx) => {
    const row = await tx.certificationType.findFirst({
      where: { organizationId: ctx.organization.id, id },
      select: { ...view, _count: { select: { certifications: true } } },
    });
    if (!row) throw notFound("certificationType");
    const { _count, ...type } = row;
    return { ...written(type), issued: _count.certifications };
  });
}

export type CourseChoice = Readonly<{ id: string; code: string; title: string }>;

/** The courses that are offered, by title, for the choice of the one that gives a certificate. */
export async function listCourseChoices(ctx: Ctx): Promise<CourseChoice[]> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  return inTenant(ctx, (tx) =>
    tx.course.findMany({
      where: { organizationId: ctx.organization.id, isActive: true },
      select: { id: true, code: true, title: true },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    }),
  );
}

/** The kind with a code, as files and the command line name it; `not_found` when there is none. */
export async function typeWithCode(ctx: Ctx, code: string): Promise<{ id: string }> {
  authorize(ctx, "certification_types:read");
  requireModule(ctx, "certifications");
  const found = await inTenant(ctx, (tx) =>
    tx.certificationType.findFirst({
      where: { organizationId: ctx.organization.id, code },
      select: { id: true },
    }),
  );
  if (!found) throw notFound("certificationType");
  return found;
}
