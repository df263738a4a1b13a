import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import type { StandingsFilter } from "@/lib/tiers/filter-schema";
import type { TierMetric } from "@/lib/tiers/keys";
import { activeLadder } from "@/lib/tiers/ladder-queries";
import { awardPeriods, daysOf, LIFETIME } from "@/lib/tiers/period-rules";
import {
  periodOf,
  type StandingRow,
  type StandingsPage,
  standingsPage,
  wholeStandings,
} from "@/lib/tiers/standings-queries";
import { keysAt } from "@/lib/tiers/view-queries";

export type Season = Readonly<{
  key: string;
  /** First and last day, `yyyy-mm-dd`; null for a lifetime. */
  days: Readonly<{ from: string; to: string }> | null;
  hasEnded: boolean;
  /** When its standings were put on record; null while it runs and until the hourly round has been. */
  closedAt: Date | null;
  recalculatedAt: Date | null;
}>;

/** A tier with how many hold it in the period, and how many of them have had it handed over. */
export type SeasonTier = Readonly<{
  id: string;
  name: string;
  iconKey: string;
  colorToken: string | null;
  metric: TierMetric;
  isActive: boolean;
  people: number;
  presented: number;
}>;

export type Standings = Readonly<{
  season: Season;
  /** Keys of all periods there is something to see of, the latest first. */
  periods: readonly string[];
  /** Highest first: those of the period's kind, and any other that somebody holds in it. */
  tiers: readonly SeasonTier[];
  groups: readonly Readonly<{ id: string; name: string }>[];
}>;

const timeout = 120_000;

/** Who holds what in a period, the present one when none is asked for, 50 at a time. */
export const readStandings = (
  ctx: Ctx,
  filter: StandingsFilter,
): Promise<Standings & Readonly<{ page: StandingsPage }>> =>
  within(ctx, filter, async ({ looking, standings }) => ({
    ...standings,
    page: await standingsPage(looking),
  }));

/** The same without pages, for a file and for cards. */
export const readWholeStandings = (
  ctx: Ctx,
  filter: StandingsFilter,
): Promise<Standings & Readonly<{ rows: readonly StandingRow[] }>> =>
  within(ctx, filter, async ({ looking, standings }) => ({
    ...standings,
    rows: await wholeStandings(looking),
  }));

type Found = Readonly<{ looking: Parameters<typeof standingsPage>[0]; standings: Standings }>;

function within<T>(ctx: Ctx, filter: StandingsFilter, run: (found: Found) => Promise<T>): Promise<T> {
  authorize(ctx, "tiers:read");
  requireModule(ctx, "recognition_tiers");
  return inTenant(
    ctx,
    async (tx, now) => {
      const periods = await keysOfPeriods(tx, ctx, now);
      const key = filter.period ?? periods[0] ?? keysAt(ctx, now).annual;
      const period = periodOf(ctx, key);
      const standings = {
        season: await seasonOf(tx, ctx, key, now),
        periods,
        tiers: await tiersIn(tx, ctx, key),
        groups: await tx.group.findMany({
          where: { organizationId: ctx.organization.id },
          select: { id: true, name: true },
          orderBy: { name: "asc" },
        }),
      };
      return run({ looking: { tx, ctx, now, period, filter }, standings });
    },
    { timeout },
  );
}

async function seasonOf(tx: Tx, ctx: Ctx, key: string, now: Date): Promise<Season> {
  const period = periodOf(ctx, key);
  const kept =
    key === LIFETIME
      ? null
      : await tx.tierPeriod.findUnique({
          where: { organizationId_periodKey: { organizationId: ctx.organization.id, periodKey: key } },
          select: { closedAt: true, recalculatedAt: true },
        });
  return {
    key,
    days: daysOf(period, ctx.organization.timeZone),
    hasEnded: period.to !== null && period.to <= now,
    closedAt: kept?.closedAt ?? null,
    recalculatedAt: kept?.recalculatedAt ?? null,
  };
}

/** The periods that run first, then the past ones, each found by one step in idx_tier_assignments_period. */
async function keysOfPeriods(tx: Tx, ctx: Ctx, now: Date): Promise<string[]> {
  const organization = ctx.organization.id;
  const known = await tx.$queryRaw<{ key: string }[]>`
    WITH RECURSIVE k (key) AS (
      SELECT min(period_key) FROM tier_assignments WHERE organization_id = ${organization}::uuid AND status = 'assigned'
      UNION ALL
      SELECT (SELECT min(a.period_key) FROM tier_assignments a
        WHERE a.organization_id = ${organization}::uuid AND a.status = 'assigned' AND a.period_key > k.key) FROM k WHERE k.key IS NOT NULL
    )
    SELECT key FROM k WHERE key IS NOT NULL
    UNION SELECT period_key FROM tier_periods WHERE organization_id = ${organization}::uuid
    ORDER BY key DESC`;
  const keys = keysAt(ctx, now);
  const ladder = await activeLadder(tx, ctx);
  const running = awardPeriods
    .filter((kind) => ladder.some(({ awardPeriod }) => awardPeriod === kind))
    .map((kind) => keys[kind]);
  return [...new Set([...running, ...known.map(({ key }) => key)])];
}

const tiersIn = (tx: Tx, ctx: Ctx, key: string): Promise<SeasonTier[]> =>
  tx.$queryRaw<SeasonTier[]>`
    SELECT t.id, t.name, t.icon_key AS "iconKey", t.color_token AS "colorToken", t.criteria_type::text AS metric, t.is_active AS "isActive",
      coalesce(h.people, 0) AS people, coalesce(h.presented, 0) AS presented
    FROM recognition_tiers t
    LEFT JOIN (SELECT a.tier_id, count(*)::int AS people, count(a.presented_at)::int AS presented FROM tier_assignments a
      WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.period_key = ${key} AND a.status = 'assigned' GROUP BY a.tier_id) h ON h.tier_id = t.id
    WHERE t.organization_id = ${ctx.organization.id}::uuid AND (h.people > 0 OR (t.is_active
      AND t.award_period = CASE WHEN ${key} = 'lifetime' THEN 'lifetime' WHEN ${key} LIKE '%Q%' THEN 'seasonal' ELSE 'annual' END::award_period))
    ORDER BY t.is_active DESC, t.display_order DESC`;

/** The names of some people, for a list of who a change would concern: the first of them by name. */
export async function firstNames(
  ctx: Ctx,
  userIds: readonly string[],
  most: number,
): Promise<readonly string[]> {
  authorize(ctx, "people:read");
  const found = await inTenant(ctx, (tx) =>
    tx.membership.findMany({
      where: { organizationId: ctx.organization.id, userId: { in: [...userIds] } },
      select: { displayName: true },
      orderBy: { displayName: "asc" },
      take: most,
    }),
  );
  return found.map(({ displayName }) => displayName);
}
