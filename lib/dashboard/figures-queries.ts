import { authorize, type Ctx } from "@/lib/context";
import type { NowFigures, PeriodFigures } from "@/lib/dashboard/figures";
import { keptPeriods, type Period, periodOfChoice } from "@/lib/dashboard/period-rules";
import { inTenant, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

export type Dashboard = Readonly<{
  period: Period;
  /** Null: not counted yet, or the organisation had nothing then. */
  figures: PeriodFigures | null;
  now: NowFigures | null;
  /** When the oldest of what is shown was counted. */
  asOf: Date | null;
  /** The years and quarters that have figures, `2026` and `2026-Q4`, newest first. */
  known: readonly string[];
  tiers: readonly Readonly<{ id: string; name: string }>[];
  groups: readonly Readonly<{ id: string; name: string }>[];
}>;

const EMPTY: PeriodFigures = {
  awards: [],
  active: [],
  activePeople: 0,
  tiers: [],
  people: 0,
  reached: 0,
  groups: [],
  lapses: [],
};

/**
 * The kept figures of a period that an address chose, and of this moment. Reads a handful of rows, however large the
 * organisation is. `choice` is what `isPeriodChoice` accepts.
 */
export async function readDashboard(ctx: Ctx, choice: string): Promise<Dashboard> {
  authorize(ctx, "reports:read");
  return inTenant(ctx, (tx, now) => figuresIn(tx, ctx, choice, now));
}

/** As `readDashboard`, for an asker who may read reports. */
export async function figuresIn(tx: Tx, ctx: Ctx, choice: string, now: Date): Promise<Dashboard> {
  const { id, timeZone } = ctx.organization;
  const organization = Prisma.sql`${id}::uuid`;
  const period = periodOfChoice(choice, now, timeZone);
  const [row] = await tx.$queryRaw<[Read]>`SELECT
      (SELECT jsonb_object_agg(f.period, jsonb_build_object('figures', f.figures, 'at', f.counted_at)) FROM dashboard_figures f
        WHERE f.organization_id = ${organization} AND f.period IN ('now', ${period.key})) AS kept,
      ARRAY(SELECT f.period FROM dashboard_figures f WHERE f.organization_id = ${organization}) AS periods,
      (SELECT s.refreshed_at FROM dashboard_states s WHERE s.organization_id = ${organization}) AS "refreshedAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.display_order DESC), '[]')
        FROM recognition_tiers t WHERE t.organization_id = ${organization}) AS tiers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name), '[]')
        FROM groups g WHERE g.organization_id = ${organization}) AS groups`;
  const { tiers, groups, refreshedAt, periods } = row;
  const kept = row.kept?.[period.key];
  const moment = row.kept?.now;
  const current = keptPeriods(null, now, timeZone).map(({ key }) => key);
  return {
    period,
    // Of a period before everything nothing is kept, as there was nothing.
    figures: kept ? (kept.figures as PeriodFigures) : refreshedAt ? EMPTY : null,
    now: (moment?.figures as NowFigures | undefined) ?? null,
    asOf: oldest([moment, kept]),
    known: [...new Set([...current, ...periods])]
      .filter((key) => /^\d{4}/.test(key))
      .sort()
      .reverse(),
    tiers,
    groups,
  };
}

type Kept = Readonly<{ figures: unknown; at: string }>;
type Read = Pick<Dashboard, "tiers" | "groups"> &
  Readonly<{
    kept: Readonly<Record<string, Kept>> | null;
    periods: readonly string[];
    refreshedAt: Date | null;
  }>;

const oldest = (kept: readonly (Kept | undefined)[]): Date | null =>
  kept.reduce<Date | null>((first, one) => {
    const at = one ? new Date(one.at) : null;
    return at && (!first || at < first) ? at : first;
  }, null);
