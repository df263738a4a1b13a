import type { AchievementStatus } from "@/lib/achievements/definition-keys";
import type { AchievementDefinition } from "@/lib/achievements/schema";
import type { Refusals } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { repeatProblem } from "@/lib/criteria/occurrences";
import type { Tx } from "@/lib/db";
import { AppError, type Message, msg, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

/** What the database refuses about a definition, in words. */
export const definitionRefusals: Refusals = {
  idx_achievements_org_key: () =>
    new AppError("conflict", msg("form"), { key: msg("achievements.keyTaken") }),
  achievements_repeatable_is_final: () =>
    new AppError("conflict", msg("form"), { isRepeatable: msg("achievements.repeatableIsFinal") }),
  achievements_message_placeholders: () =>
    new AppError("invalid", msg("form"), { message: msg("achievements.unknownPlaceholders") }),
  achievements_message_subject_placeholders: () =>
    new AppError("invalid", msg("form"), { messageSubject: msg("achievements.unknownPlaceholders") }),
};

/**
 * What keeps a definition from being evaluated, or null: criteria that do not hold together, and those that cannot
 * repeat in a repeatable achievement (or must, in one that is not).
 */
export function earnableProblem(
  definition: AchievementDefinition,
): { field: string; message: Message } | null {
  try {
    const criteria = criteriaOf(definition);
    const problem = criteria && repeatProblem(criteria, definition.isRepeatable);
    if (!problem) return null;
    const field = definition.triggerType === "criteria" ? `criteria.${problem.field}` : "isRepeatable";
    return { field, message: msg(problem.message) };
  } catch (error) {
    const [first] = error instanceof AppError ? Object.entries(error.fields) : [];
    if (!first) throw error;
    return { field: first[0], message: first[1] };
  }
}

/** Throws `invalid` at the field where the definition cannot be evaluated. */
export function requireEarnable(definition: AchievementDefinition): void {
  const problem = earnableProblem(definition);
  if (problem) throw new AppError("invalid", msg("form"), { [problem.field]: problem.message });
}

/** A definition as the columns of its row. */
export function columnsOf(definition: AchievementDefinition) {
  return {
    key: definition.key,
    name: definition.name,
    description: definition.description,
    badgeIconUrl: definition.badgeIconUrl ?? null,
    category: definition.category,
    triggerType: definition.triggerType,
    triggerThreshold: definition.triggerThreshold ?? null,
    triggerMetadata: definition.triggerMetadata as Prisma.InputJsonObject,
    criteria: (definition.criteria as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
    isRepeatable: definition.isRepeatable,
    unmetPolicy: definition.unmetPolicy,
    needsApproval: definition.needsApproval,
    renewable: definition.renewable,
    expireDate: definition.expireDate ? new Date(`${definition.expireDate}T00:00:00Z`) : null,
    expirePeriod: definition.expirePeriod ?? null,
  };
}

export type LockedAchievement = { id: string; status: AchievementStatus; key: string; definition: object };

/**
 * The row as it is, held until the transaction ends: awards that begin meanwhile wait, so what they refer to and
 * whether it is active cannot change under them. Unknown and foreign ids look the same.
 */
export async function lockAchievement(tx: Tx, ctx: Ctx, id: string): Promise<LockedAchievement> {
  const [row] = await tx.$queryRaw<LockedAchievement[]>`
    SELECT a.id, a.status::text AS status, a.key, to_jsonb(a) - ARRAY['id', 'organization_id', 'created_at', 'updated_at', 'tags'] || achievement_details(a) AS definition
    FROM achievements a WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = ${id}::uuid FOR UPDATE`;
  if (!row) throw notFound("achievement");
  return row;
}

/** The place after the last one of the display order. */
export async function nextPlace(tx: Tx, ctx: Ctx): Promise<number> {
  const { _max } = await tx.achievement.aggregate({
    where: { organizationId: ctx.organization.id },
    _max: { sortOrder: true },
  });
  return (_max.sortOrder ?? 0) + 1;
}
