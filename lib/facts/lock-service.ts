import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

type Table = "activities" | "referrals" | "courses" | "course_registrations";

/** Changes of one row wait for one another until the transaction ends; new rows that refer to it do not. */
export async function lockRow(tx: Tx, ctx: Ctx, table: Table, id: string): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM ${Prisma.raw(table)} WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid
    FOR NO KEY UPDATE`;
}

/** Somebody else's change must not be overwritten unseen. `version` is the row's `updatedAt` as it was seen. */
export function requireSeen({ updatedAt }: { updatedAt: Date }, version: string): void {
  if (updatedAt.getTime() !== Date.parse(version)) {
    throw new AppError("conflict", msg("facts.changedMeanwhile"));
  }
}
