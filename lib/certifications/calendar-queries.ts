import { Temporal } from "temporal-polyfill";
import { dayOf, startOfDay } from "@/lib/badges/rules";
import type { CalendarFilter } from "@/lib/certifications/list-schema";
import { END, lastDaySql, matchingCertifications } from "@/lib/certifications/matching-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** People of one day who are named; the rest are counted. */
const NAMED = 3;
/** Months that are counted, from the one that is shown on. */
const MONTHS = 12;

export type EndingDay = Readonly<{
  /** `yyyy-mm-dd` */
  day: string;
  count: number;
  /** The first three to end. */
  first: readonly Readonly<{ id: string; person: string }>[];
}>;

export type EndingMonth = Readonly<{
  /** `yyyy-mm` */
  month: string;
  count: number;
}>;

export type ExpiryCalendar = Readonly<{
  month: string;
  today: string;
  total: number;
  /** Only days on which something ends. */
  days: readonly EndingDay[];
  /** This month and the eleven after it, also those in which nothing ends. */
  months: readonly EndingMonth[];
}>;

/**
 * Which certificates have their last day when, day by day for one month in the organisation's calendar and month by month from there:
 * all but those that were revoked or replaced before, so those of days gone by are the ones that ran out.
 */
export async function readExpiryCalendar(ctx: Ctx, filter: CalendarFilter): Promise<ExpiryCalendar> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  const { timeZone } = ctx.organization;
  return inTenant(ctx, async (tx, now) => {
    const today = dayOf(now, timeZone);
    const month = Temporal.PlainYearMonth.from(filter.month ?? today.toPlainYearMonth());
    const looking = { tx, ctx, now, filter };
    const days = await endingDays(looking, month);
    return {
      month: month.toString(),
      today: today.toString(),
      total: days.reduce((sum, { count }) => sum + count, 0),
      days,
      months: await endingMonths(looking, month),
    };
  });
}

type Looking = Readonly<{ tx: Tx; ctx: Ctx; now: Date; filter: CalendarFilter }>;

/** Certificates that end from one month on, as `f`. */
function ending({ tx, ctx, now, filter }: Looking, first: Temporal.PlainYearMonth, count: number) {
  const start = (month: Temporal.PlainYearMonth) =>
    startOfDay(month.toPlainDate({ day: 1 }), ctx.organization.timeZone);
  const { type, group } = filter;
  return matchingCertifications(tx, ctx, {
    now,
    matching: { status: "not_ended_early", type, group },
    also: [Prisma.sql`${END} > ${start(first)} AND ${END} <= ${start(first.add({ months: count }))}`],
    orderAndLimit: Prisma.empty,
  });
}

async function endingDays(looking: Looking, month: Temporal.PlainYearMonth): Promise<EndingDay[]> {
  const { tx, ctx } = looking;
  type Found = Readonly<{ day: string; count: number; id: string; person: string }>;
  const rows = await tx.$queryRaw<Found[]>`
    SELECT e.day, e.count, e.id, m.display_name AS person FROM (
      SELECT one.*, row_number() OVER (PARTITION BY one.day ORDER BY one.expires_at, one.id) AS place,
        count(*) OVER (PARTITION BY one.day)::int AS count
      FROM (
        SELECT f.id, f.organization_id, f.user_id, f.expires_at, ${lastDaySql(ctx)} AS day
        FROM ${await ending(looking, month, 1)}
      ) one
    ) e
    JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
    WHERE e.place <= ${NAMED} ORDER BY e.day, e.place`;
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, found]) => ({
    day,
    count: found[0]?.count ?? 0,
    first: found.map(({ id, person }) => ({ id, person })),
  }));
}

async function endingMonths(looking: Looking, first: Temporal.PlainYearMonth): Promise<EndingMonth[]> {
  const { tx, ctx } = looking;
  const rows = await tx.$queryRaw<EndingMonth[]>`
    SELECT left(${lastDaySql(ctx)}, 7) AS month, count(*)::int AS count
    FROM ${await ending(looking, first, MONTHS)} GROUP BY 1`;
  const counts = new Map(rows.map(({ month, count }) => [month, count]));
  return Array.from({ length: MONTHS }, (_, ahead) => {
    const month = first.add({ months: ahead }).toString();
    return { month, count: counts.get(month) ?? 0 };
  });
}
