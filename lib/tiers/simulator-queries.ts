import { sql } from "kysely";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { criteriaSql } from "@/lib/criteria/compile";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";
import { membersOf, scopeOf } from "@/lib/criteria/sql/scope";
import { inTenant, runQuery, type Tx } from "@/lib/db";
import { activeLadder, type Step } from "@/lib/tiers/ladder-queries";
import { judgedBy } from "@/lib/tiers/met-sql";
import { type Metric, metricSql } from "@/lib/tiers/metric-sql";
import {
  type AwardPeriod,
  awardPeriods,
  LIFETIME,
  type Period,
  periodAt,
  periodBefore,
} from "@/lib/tiers/period-rules";
import { lookAtMany } from "@/lib/tiers/planner-queries";
import {
  coarser,
  type DistributionGroup,
  type SimulatedTier,
  type TierDistribution,
} from "@/lib/tiers/simulator-rules";

export type TierSimulation = Readonly<{
  kind: AwardPeriod;
  /** Kinds of period the ladder has tiers for. */
  kinds: readonly AwardPeriod[];
  /** Lowest first. */
  tiers: readonly SimulatedTier[];
  metrics: readonly Metric[];
  /** Oldest first, the one that runs last; periods before anybody had anything are left out. */
  periods: readonly TierDistribution[];
  /** Active members today. */
  people: number;
}>;

/** Periods that are looked at, the one that runs included. */
const PERIODS = 8;
/** More different groups than this would weigh more than a page; then they are rounded. */
const MOST_GROUPS = 3_000;
const timeout = 120_000;

/**
 * How much people had of what the tiers of one kind of period count, in the period that runs and those before: from the
 * same SQL as the assignments, for those who are active members today. Null where no tier is in use.
 */
export async function simulateTiers(
  ctx: Ctx,
  { kind: wanted }: Readonly<{ kind?: AwardPeriod | undefined }>,
): Promise<TierSimulation | null> {
  authorize(ctx, "tiers:read");
  requireModule(ctx, "recognition_tiers");
  return inTenant(
    ctx,
    async (tx, now) => {
      const ladder = await activeLadder(tx, ctx);
      const kinds = awardPeriods.filter((kind) => ladder.some(({ awardPeriod }) => awardPeriod === kind));
      const kind = kinds.find((one) => one === wanted) ?? kinds[0];
      if (!kind) return null;
      await lookAtMany(tx);
      return simulate(tx, ctx, {
        steps: ladder.filter((step) => step.awardPeriod === kind),
        kind,
        kinds,
        now,
      });
    },
    { timeout },
  );
}

type Asking = Readonly<{
  steps: readonly Step[];
  kind: AwardPeriod;
  kinds: readonly AwardPeriod[];
  now: Date;
}>;

async function simulate(tx: Tx, ctx: Ctx, { steps, kind, kinds, now }: Asking): Promise<TierSimulation> {
  const metrics = [...new Set(steps.map(({ metric }) => JSON.stringify(metric)))];
  const extras = steps.filter(({ extra }) => extra !== null);
  const periods: TierDistribution[] = [];
  for (const looked of latest(kind, now, ctx.organization.timeZone)) {
    const query = distributionSql(ctx, { metrics: metrics.map((text) => JSON.parse(text)), extras, looked });
    const rows = await runQuery(tx, sql<Row>`${query}`.compile(compiler));
    const groups = rows.map(({ values, extras, people }): DistributionGroup => [values, extras, people]);
    periods.push({ key: looked.name, isCurrent: looked.isCurrent, ...fitting(groups) });
  }
  const began = periods.findIndex(({ groups }) =>
    groups.some(([values]) => values.some((value) => value > 0)),
  );
  return {
    kind,
    kinds,
    tiers: steps.map(({ id, name, threshold, metric, extra }) => ({
      id,
      name,
      threshold: Number(threshold),
      metric: metrics.indexOf(JSON.stringify(metric)),
      extra: extra === null ? null : extras.findIndex((one) => one.id === id),
    })),
    metrics: metrics.map((text) => JSON.parse(text)),
    periods: periods.slice(began === -1 ? -1 : began),
    people: periods.at(-1)?.groups.reduce((sum, [, , people]) => sum + people, 0) ?? 0,
  };
}

type Looked = Readonly<{ name: string; period: Period; now: Date; isCurrent: boolean }>;

/** The latest periods, oldest first. A lifetime has no past ones: it is looked at as it stood when each year ended. */
function latest(kind: AwardPeriod, now: Date, timeZone: string): Looked[] {
  const found: Looked[] = [];
  let period: Period | null = periodAt(kind === "lifetime" ? "annual" : kind, now, timeZone);
  for (let back = 0; back < PERIODS && period; back += 1) {
    const isCurrent = back === 0;
    const asked = kind === "lifetime" ? { key: LIFETIME, from: null, to: null } : period;
    const end = isCurrent || !period.to ? now : new Date(period.to.getTime() - 1);
    found.push({ name: period.key, period: asked, now: kind === "lifetime" ? end : now, isCurrent });
    period = periodBefore(period, timeZone);
  }
  return found.toReversed();
}

function fitting(groups: readonly DistributionGroup[]): Pick<TierDistribution, "groups" | "step"> {
  for (const step of [0, 1, 5, 25, 100, 1000]) {
    const fewer = step === 0 ? groups : coarser(groups, step);
    if (fewer.length <= MOST_GROUPS || step === 1000) return { groups: fewer, step };
  }
  return { groups, step: 0 };
}

type Row = { values: number[]; extras: number; people: number };
type Distributed = Readonly<{ metrics: readonly Metric[]; extras: readonly Step[]; looked: Looked }>;

/** Groups of members who had the same of every metric, to two decimals, which is as exact as a threshold. */
function distributionSql(ctx: Ctx, { metrics, extras, looked }: Distributed): Sql {
  const { period, isCurrent } = looked;
  const now = judgedBy({ period, now: looked.now });
  const context = {
    organizationId: ctx.organization.id,
    timeZone: ctx.organization.timeZone,
    now,
    people: "all" as const,
    isRepeatable: false,
    inThePast: !isCurrent,
  };
  const scope = scopeOf(context);
  const name = (letter: string, index: number) => sql.raw(`${letter}${index}`);
  const measured = metrics.map(
    (
      metric,
      at,
    ) => sql`LEFT JOIN (${metricSql(scope, metric, period, ctx.organization.timeZone)}) ${name("v", at)}
      ON ${name("v", at)}.user_id = p.user_id`,
  );
  const met = extras.map(({ extra }, at) =>
    extra
      ? sql`LEFT JOIN (SELECT q.user_id FROM (${criteriaSql(extra, context)}) q) ${name("x", at)} ON ${name("x", at)}.user_id = p.user_id`
      : sql``,
  );
  const values = metrics.map((_, at) => sql`floor(coalesce(${name("v", at)}.value, 0) * 100)::float8 / 100`);
  const bits = extras.map(
    (_, at) => sql`CASE WHEN ${name("x", at)}.user_id IS NULL THEN 0 ELSE ${sql.lit(2 ** at)} END`,
  );
  const joined = sql.join([...measured, ...met], sql` `);
  return sql`WITH ${scope.bounds.tables()}members AS MATERIALIZED (${membersOf(scope, undefined)})
    SELECT g.values, g.extras, count(*)::int AS people FROM (
      SELECT ARRAY[${sql.join(values)}] AS values, (${bits.length > 0 ? sql.join(bits, sql` + `) : sql`0`})::float8 AS extras
      FROM members p ${joined}) g
    GROUP BY g.values, g.extras`;
}
