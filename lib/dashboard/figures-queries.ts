import { authorize, type Ctx } from "@/lib/context";
import type { NowFigures, PeriodFigures } from "@/lib/dashboard/figures";
import { keptPeriods, type Period, periodOfChoice } from "@/lib/dashboard/period-rules";
import { inTenant } from "@/lib/db";

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
  const where = { organizationId: ctx.organization.id };
  return inTenant(ctx, async (tx, now) => {
    const period = periodOfChoice(choice, now, ctx.organization.timeZone);
    const kept = await tx.dashboardFigure.findMany({
      where: { ...where, period: { in: ["now", period.key] } },
    });
    const names = await tx.dashboardFigure.findMany({ where, select: { period: true } });
    const state = await tx.dashboardState.findFirst({ where, select: { refreshedAt: true } });
    const row = kept.find((one) => one.period === period.key);
    const moment = kept.find((one) => one.period === "now");
    const current = keptPeriods(null, now, ctx.organization.timeZone).map(({ key }) => key);
    return {
      period,
      // Of a period before everything nothing is kept, as there was nothing.
      figures: row ? (row.figures as unknown as PeriodFigures) : state?.refreshedAt ? EMPTY : null,
      now: (moment?.figures as unknown as NowFigures | undefined) ?? null,
      asOf: oldest([moment?.countedAt, row?.countedAt]),
      known: [...new Set([...current, ...names.map((name) => name.period)])]
        .filter((key) => /^\d/.test(key) && key !== "12-months")
        .sort()
        .reverse(),
      tiers: await tx.recognitionTier.findMany({
        where,
        select: { id: true, name: true },
        orderBy: { displayOrder: "desc" },
      }),
      groups: await tx.group.findMany({ where, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    };
  });
}

const oldest = (moments: readonly (Date | undefined)[]): Date | null =>
  moments.reduce<Date | null>((first, at) => (at && (!first || at < first) ? at : first), null);
