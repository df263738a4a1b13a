import type { Ctx } from "@/lib/context";
import { circleThrough } from "@/lib/criteria/chains";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import type { Criteria } from "@/lib/criteria/schema";
import type { Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";

/** A definition as far as circles go. */
export type Linked = Readonly<{ key: string; name: string; criteria: Criteria }>;

/**
 * Definitions of one organisation are changed one at a time: taken before any row is held, so that two changes that
 * touch each other's achievements (a pair of related ones, a circle of badges) cannot wait for each other for ever.
 */
export async function holdDefinitions(tx: Tx, { organization }: Ctx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`achievements ${organization.id}`}, 0))`;
}

/**
 * The definitions that are not archived, read under a lock that the next one to save waits for: two people who each
 * add half of a circle cannot both be let through. To be read after what is saved has been written.
 */
export async function linkedDefinitions(tx: Tx, ctx: Ctx): Promise<Linked[]> {
  const organizationId = ctx.organization.id;
  await holdDefinitions(tx, ctx);
  const rows = await tx.achievement.findMany({
    where: { organizationId, status: { not: "archived" } },
    select: {
      key: true,
      name: true,
      triggerType: true,
      triggerThreshold: true,
      triggerMetadata: true,
      criteria: true,
    },
  });
  return rows.flatMap((row) => linked(row) ?? []);
}

/** Null for what evaluation does not award, and for what it cannot read. */
export function linked(row: Trigger & Readonly<{ key: string; name: string }>): Linked | null {
  try {
    const criteria = criteriaOf(row);
    return criteria && { key: row.key, name: row.name, criteria };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** What is wrong with this definition among the others: the circle it closes, by name. */
export function circleProblem(definitions: readonly Linked[], key: string): Message | null {
  const circle = circleThrough(definitions, key);
  if (!circle) return null;
  const names = new Map(definitions.map((definition) => [definition.key, definition.name]));
  return msg("achievements.circle", { names: circle.map((one) => names.get(one) ?? one).join(" → ") });
}

/** Throws `invalid` at `criteria` when the achievement that has just been written asks, over others, for itself. */
export async function refuseCircle(tx: Tx, ctx: Ctx, key: string): Promise<void> {
  const problem = circleProblem(await linkedDefinitions(tx, ctx), key);
  if (problem) throw new AppError("invalid", msg("form"), { criteria: problem });
}
