import { dayOf, startOfDay } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { countNow, countPeriod, firstMoment, touchedMoments } from "@/lib/dashboard/count-queries";
import type { NowFigures, PeriodFigures } from "@/lib/dashboard/figures";
import { refreshNearly } from "@/lib/dashboard/nearly-service";
import { keptPeriods, type Period } from "@/lib/dashboard/period-rules";
import { inTenant, type Tx } from "@/lib/db";

/** Bulk work may take this long, in milliseconds. */
const timeout = 30 * 60_000;
/** A moment that was cut to the beginning of its month, in UTC, lies no later than so long after that. */
const MONTH = 32 * 86_400_000;
const DAY = 86_400_000;

/**
 * Brings up to date what the dashboard keeps: who lacks one activity, the figures of this moment, of the periods that
 * are not over, and of those in which a badge, tier or certificate has changed; once a day those of every period, as
 * activities come in late. Each in a transaction of its own; repeating it changes nothing but the time it was done.
 */
export async function refreshDashboard(ctx: Ctx): Promise<void> {
  const began = performance.now();
  // From here on a change asks for another refresh.
  await inTenant(ctx, (tx) =>
    tx.dashboardState.updateMany({ where: ofOrganization(ctx), data: { isRequested: false } }),
  );
  await refreshNearly(ctx);
  await inTenant(ctx, async (tx, now) => keep(tx, ctx, "now", await countNow(tx, ctx, now), now), {
    timeout,
  });
  for (const period of await inTenant(ctx, (tx, now) => duePeriods(tx, ctx, now), { timeout })) {
    await inTenant(ctx, (tx, now) => refreshPeriod(tx, ctx, period, now), { timeout });
  }
  const seconds = (performance.now() - began) / 1000;
  await inTenant(ctx, (tx, now) =>
    tx.dashboardState.upsert({
      where: ofOrganization(ctx),
      create: { ...ofOrganization(ctx), refreshedAt: now, seconds },
      update: { refreshedAt: now, seconds },
    }),
  );
}

const ofOrganization = (ctx: Ctx) => ({ organizationId: ctx.organization.id });

async function keep(tx: Tx, ctx: Ctx, period: string, figures: NowFigures | PeriodFigures, now: Date) {
  const organizationId = ctx.organization.id;
  const kept = { figures: figures as object, countedAt: now };
  await tx.dashboardFigure.upsert({
    where: { organizationId_period: { organizationId, period } },
    create: { organizationId, period, ...kept },
    update: kept,
  });
}

async function refreshPeriod(tx: Tx, ctx: Ctx, period: Period, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`;
  await keep(tx, ctx, period.key, await countPeriod(tx, ctx, period, now), now);
}

async function duePeriods(tx: Tx, ctx: Ctx, now: Date): Promise<readonly Period[]> {
  const { timeZone } = ctx.organization;
  const periods = keptPeriods(await firstMoment(tx, ctx), now, timeZone);
  const rows = await tx.dashboardFigure.findMany({
    where: ofOrganization(ctx),
    select: { period: true, countedAt: true },
  });
  const countedAt = new Map(rows.map((row) => [row.period, row.countedAt]));
  const midnight = startOfDay(dayOf(now, timeZone), timeZone);
  const last = rows.map((row) => row.countedAt).sort((one, other) => Number(one) - Number(other))[0];
  const touched = last && last >= midnight ? await touchedMoments(tx, ctx, last) : [];
  return periods.filter((period) => {
    const counted = countedAt.get(period.key);
    return !counted || counted < midnight || period.to > now || isTouched(period, touched);
  });
}

const isTouched = ({ from, to }: Period, moments: readonly Date[]) =>
  moments.some((at) => at.getTime() + MONTH > from.getTime() && at.getTime() - DAY < to.getTime());
