import { holdTypes } from "@/lib/certifications/write-service";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";

export type IssuableType = Readonly<{ id: string; validityMonths: number | null }>;

/**
 * A type that certificates may be issued of, held so that it is not taken out of use meanwhile. `not_found` for
 * unknown and foreign ones, `conflict` for one out of use.
 */
export async function issuableType(tx: Tx, ctx: Ctx, id: string): Promise<IssuableType> {
  await holdTypes(tx, ctx, [id]);
  const type = await tx.certificationType.findFirst({
    where: { organizationId: ctx.organization.id, id },
    select: { id: true, validityMonths: true, isActive: true },
  });
  if (!type) throw notFound("certificationType");
  if (type.isActive) return type;
  throw new AppError("conflict", msg("form"), { certificationTypeId: msg("certifications.typeInactive") });
}
