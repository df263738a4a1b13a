import type { Refusals } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import type { TierDefinition } from "@/lib/tiers/schema";

/** What the database refuses about a tier, in words. */
export const tierRefusals: Refusals = {
  idx_recognition_tier_org_name: () =>
    new AppError("conflict", msg("form"), { name: msg("tiers.nameTaken") }),
  recognition_tiers_organization_is_active: () => new AppError("conflict", msg("tiers.organizationClosed")),
  recognition_tiers_years_in_quarters: () =>
    new AppError("invalid", msg("tiers.yearsInQuarters"), {
      criteriaThreshold: msg("criteria.quarterYears"),
    }),
  tier_assignments_tier: () => new AppError("conflict", msg("tiers.everAssigned")),
};

/** A definition as the columns of its row. */
export function tierColumns(definition: TierDefinition) {
  const { criteriaFilter, extraCriteria, colorToken, description, ...rest } = definition;
  return {
    ...rest,
    criteriaFilter: criteriaFilter ? (criteriaFilter as Prisma.InputJsonObject) : Prisma.DbNull,
    extraCriteria: extraCriteria ? (extraCriteria as Prisma.InputJsonObject) : Prisma.DbNull,
    colorToken: colorToken || null,
    description: description || null,
  };
}

export type LadderRow = { id: string; name: string; isActive: boolean; place: number; definition: object };

/** All tiers as they are, in order: those in use first. The caller holds the ladder. */
export const readLadder = (tx: Tx, ctx: Ctx) =>
  tx.$queryRaw<LadderRow[]>`
    SELECT t.id, t.name, t.is_active AS "isActive", t.display_order AS place,
      to_jsonb(t) - ARRAY['id', 'organization_id', 'created_at', 'updated_at'] AS definition
    FROM recognition_tiers t WHERE t.organization_id = ${ctx.organization.id}::uuid ORDER BY NOT t.is_active, t.display_order`;

/** One of them; unknown and foreign ids look the same. */
export function among(ladder: readonly LadderRow[], id: string): LadderRow {
  const found = ladder.find((row) => row.id === id);
  if (!found) throw notFound("tier");
  return found;
}

/** Numbers tiers 1 … n in this order, all at once; places are compared when the transaction ends. */
export async function numberTiers(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SET CONSTRAINTS idx_recognition_tier_org_display_order DEFERRED`;
  await tx.$executeRaw`
    UPDATE recognition_tiers t SET display_order = o.place
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS o (id, place)
    WHERE t.organization_id = ${ctx.organization.id}::uuid AND t.id = o.id AND t.display_order <> o.place`;
  await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
}
