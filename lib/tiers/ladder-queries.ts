import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { LastRead } from "@/lib/criteria/last-read";
import type { ActivityFilter } from "@/lib/criteria/rule-schema";
import type { Criteria } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
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

/** The tiers in use, lowest first (seed 001 only_active_tiers_eligible_for_assignment), as one text: a query's column. */
export const writtenLadder = (organization: Sql): Sql => sql`(
  SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'place', t.display_order,
      'metric', json_build_object('type', t.criteria_type, 'filter', t.criteria_filter),
      'threshold', trim_scale(t.criteria_threshold)::text, 'awardPeriod', t.award_period, 'extra', t.extra_criteria)
    ORDER BY t.display_order), '[]')::text
  FROM recognition_tiers t WHERE t.organization_id = ${organization} AND t.is_active)`;

// Only what the schema accepted is ever written.
const lastRead = new LastRead((text) => JSON.parse(text) as readonly Step[]);

/** The tiers in use from their text: the same objects as the last time while nothing of them has changed. */
export const ladderFrom = ({ organization }: Ctx, text: string): readonly Step[] =>
  lastRead.of(organization.id, text);

/** The tiers in use, lowest first. */
export async function activeLadder(tx: Tx, ctx: Ctx): Promise<readonly Step[]> {
  const text = writtenLadder(sql`${ctx.organization.id}::uuid`);
  const [row] = await runQuery(tx, sql<{ text: string }>`SELECT ${text} AS text`.compile(compiler));
  return ladderFrom(ctx, row?.text ?? "[]");
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
