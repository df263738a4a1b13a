import type { Ctx } from "@/lib/context";
import type { ActivityFilter } from "@/lib/criteria/rule-schema";
import type { Criteria } from "@/lib/criteria/schema";
import type { Tx } from "@/lib/db";
import type { TierMetric } from "@/lib/tiers/keys";
import { type AwardPeriod, awardPeriodOf, type Period, periodAt } from "@/lib/tiers/period-rules";

/** One step of the ladder as it is evaluated. */
export type Step = Readonly<{
  id: string;
  name: string;
  place: number;
  metric: Readonly<{ type: TierMetric; filter: ActivityFilter | null }>;
  /** A decimal number as text. */
  threshold: string;
  awardPeriod: AwardPeriod;
  extra: Criteria | null;
}>;

/** The tiers in use, lowest first (seed 001 only_active_tiers_eligible_for_assignment). */
export async function activeLadder(tx: Tx, ctx: Ctx): Promise<Step[]> {
  const rows = await tx.recognitionTier.findMany({
    where: { organizationId: ctx.organization.id, isActive: true },
    orderBy: { displayOrder: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    place: row.displayOrder,
    metric: { type: row.criteriaType, filter: row.criteriaFilter as ActivityFilter | null },
    threshold: row.criteriaThreshold.toFixed(),
    awardPeriod: row.awardPeriod,
    // Only what the schema accepted is ever written.
    extra: row.extraCriteria as Criteria | null,
  }));
}

/** A period that has ended and is kept as it was; a lifetime never is. */
export async function isClosed(tx: Tx, ctx: Ctx, key: string): Promise<boolean> {
  const where = { organizationId_periodKey: { organizationId: ctx.organization.id, periodKey: key } };
  return (await tx.tierPeriod.findUnique({ where, select: { id: true } })) !== null;
}

/** The periods that run at a moment, of the kinds that the ladder has. */
export function currentPeriods(ladder: readonly Step[], moment: Date, timeZone: string): Period[] {
  return [...new Set(ladder.map(({ awardPeriod }) => awardPeriod))].map((kind) =>
    periodAt(kind, moment, timeZone),
  );
}

/** The steps that are climbed in a period. */
export const stepsOf = (ladder: readonly Step[], { key }: Period): Step[] =>
  ladder.filter(({ awardPeriod }) => awardPeriod === awardPeriodOf(key));
