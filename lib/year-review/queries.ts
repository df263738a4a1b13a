import type { Category } from "@/lib/achievements/definition-keys";
import { dayOf } from "@/lib/badges/rules";
import { isGiven } from "@/lib/badges/standing-queries";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { longestRun, type MonthOfYear, type Run, readYear } from "@/lib/year-review/rules";

/** More badges than this are only counted. */
const MOST_BADGES = 100;

export type YearBadge = Readonly<{
  id: string;
  name: string;
  category: Category;
  icon: string | null;
  occurrence: string;
  /** `yyyy-mm-dd`, of the organisation's calendar. */
  earnedOn: string;
}>;

export type YearReview = Readonly<{
  person: Readonly<{ userId: string; name: string; isSelf: boolean }>;
  year: number;
  readAt: Date;
  /** The year is not over yet. */
  isRunning: boolean;
  /** Years that have anything in them besides this one, the latest first. */
  years: readonly number[];
  /** Those that have begun, in their order. */
  months: readonly MonthOfYear[];
  activities: number;
  /** Of the activities whose length is known. */
  minutes: number;
  /** Completed ones. */
  referrals: number;
  longest: Run | null;
  /** The latest first, at most a hundred of `badgeCount`. */
  badges: readonly YearBadge[];
  badgeCount: number;
  tiers: readonly Readonly<{ name: string; iconKey: string; colorToken: string | null; periodKey: string }>[];
  courses: readonly Readonly<{ title: string; completedOn: string }>[];
  certificates: readonly Readonly<{ type: string; number: string; issuedOn: string }>[];
}>;

/**
 * What somebody did and earned in one calendar year of the organisation, this one or an earlier: for themselves, and for those
 * who look after people. Only what stands: nothing voided, revoked or declined. `year` is text as an address has it; one
 * that is none, or not begun, and an unknown or foreign person are `not_found`. Modules that are off leave their part empty.
 */
export async function getYearReview(ctx: Ctx, userId: string, year: string): Promise<YearReview> {
  const isSelf = actorUserId(ctx) === userId;
  authorize(ctx, isSelf ? "profile:read" : "people:read");
  return await inTenant(ctx, async (tx, now) => {
    const today = dayOf(now, ctx.organization.timeZone);
    const thisYear = today.year;
    const known = readYear(year, thisYear);
    if (known === null) throw notFound("other");
    const member = await tx.membership.findFirst({
      where: { organizationId: ctx.organization.id, userId },
      select: { displayName: true },
    });
    if (!member) throw notFound("person");
    const asked: Asked = { tx, ctx, userId, year: known };
    const begun = today.toString().slice(0, 7);
    const months = (await monthsOf(asked)).filter(({ month }) => month <= begun);
    const badges = await badgesOf(asked);
    return {
      person: { userId, name: member.displayName, isSelf },
      year: known,
      readAt: now,
      isRunning: known === thisYear,
      years: await otherYears(asked),
      months,
      activities: months.reduce((sum, { activities }) => sum + activities, 0),
      minutes: months.reduce((sum, { minutes }) => sum + minutes, 0),
      referrals: await referralsOf(asked),
      longest: longestRun(months),
      badges: badges.map(({ total: _, ...badge }) => badge),
      badgeCount: badges[0]?.total ?? 0,
      tiers: await tiersOf(asked),
      courses: await coursesOf(asked),
      certificates: await certificatesOf(asked),
    };
  });
}

type Asked = Readonly<{ tx: Tx; ctx: Ctx; userId: string; year: number }>;

const monthsOf = ({ tx, ctx: { organization }, userId, year }: Asked) => tx.$queryRaw<MonthOfYear[]>`
  WITH done AS (
    SELECT to_char(f.occurred_at AT TIME ZONE ${organization.timeZone}, 'YYYY-MM') AS month, count(*)::integer AS activities,
      coalesce(sum(f.minutes), 0)::integer AS minutes
    FROM activities f WHERE f.organization_id = ${organization.id}::uuid AND f.user_id = ${userId}::uuid AND f.voided_at IS NULL
      AND f.occurred_at >= make_timestamp(${year}::integer, 1, 1, 0, 0, 0) AT TIME ZONE ${organization.timeZone}
      AND f.occurred_at < make_timestamp(${year}::integer + 1, 1, 1, 0, 0, 0) AT TIME ZONE ${organization.timeZone}
    GROUP BY 1
  )
  SELECT m.month, coalesce(d.activities, 0) AS activities, coalesce(d.minutes, 0) AS minutes
  FROM (SELECT ${year}::text || '-' || lpad(n::text, 2, '0') AS month FROM generate_series(1, 12) n) m
  LEFT JOIN done d ON d.month = m.month ORDER BY m.month`;

async function referralsOf({ tx, ctx: { organization }, userId, year }: Asked): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM referrals f
    WHERE f.organization_id = ${organization.id}::uuid AND f.referrer_user_id = ${userId}::uuid AND f.voided_at IS NULL
      AND f.status = 'completed' AND extract(year FROM f.occurred_at AT TIME ZONE ${organization.timeZone}) = ${year}::integer`;
  return row?.count ?? 0;
}

async function badgesOf({ tx, ctx, userId, year }: Asked) {
  if (!ctx.modules.has("achievements_gamification")) return [];
  const { id, timeZone } = ctx.organization;
  return tx.$queryRaw<(YearBadge & { total: number })[]>`
    SELECT e.id, a.name, a.category::text AS category, a.badge_icon_url AS icon, e.occurrence, e.earned_on::text AS "earnedOn",
      count(*) OVER ()::integer AS total
    FROM (SELECT g.*, coalesce(g.met_on, (g.awarded_at AT TIME ZONE ${timeZone})::date) AS earned_on FROM earned_badges g
      WHERE g.organization_id = ${id}::uuid AND g.user_id = ${userId}::uuid AND ${isGiven("g")}) e
    JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
    WHERE extract(year FROM e.earned_on) = ${year}::integer
    ORDER BY e.earned_on DESC, e.awarded_at DESC, e.id LIMIT ${MOST_BADGES}`;
}

async function tiersOf({ tx, ctx, userId, year }: Asked) {
  if (!ctx.modules.has("recognition_tiers")) return [];
  return tx.$queryRaw<YearReview["tiers"][number][]>`
    SELECT DISTINCT ON (a.period_key) t.name, t.icon_key AS "iconKey", t.color_token AS "colorToken", a.period_key AS "periodKey"
    FROM tier_assignments a
    JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id
    WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.user_id = ${userId}::uuid AND a.status <> 'revoked'
      AND a.period_key LIKE ${`${year}%`}
    ORDER BY a.period_key, t.display_order DESC`;
}

const coursesOf = ({ tx, ctx, userId, year }: Asked) => tx.$queryRaw<YearReview["courses"][number][]>`
  SELECT c.title, f.completed_on::text AS "completedOn" FROM course_registrations f
  JOIN courses c ON c.organization_id = f.organization_id AND c.id = f.course_id
  WHERE f.organization_id = ${ctx.organization.id}::uuid AND f.user_id = ${userId}::uuid AND f.voided_at IS NULL
    AND f.status = 'completed' AND extract(year FROM f.completed_on) = ${year}::integer
  ORDER BY f.completed_on, c.title LIMIT 100`;

async function certificatesOf({ tx, ctx, userId, year }: Asked) {
  if (!ctx.modules.has("certifications")) return [];
  const { id, timeZone } = ctx.organization;
  return tx.$queryRaw<YearReview["certificates"][number][]>`
    SELECT t.name AS type, c.certificate_number AS number, (c.issued_at AT TIME ZONE ${timeZone})::date::text AS "issuedOn"
    FROM certifications c JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    WHERE c.organization_id = ${id}::uuid AND c.user_id = ${userId}::uuid AND c.status <> 'revoked'
      AND extract(year FROM c.issued_at AT TIME ZONE ${timeZone}) = ${year}::integer
    ORDER BY c.issued_at, c.certificate_number LIMIT 100`;
}

/** By activities and badges, which is where a year shows. */
async function otherYears({ tx, ctx: { organization }, userId, year }: Asked): Promise<number[]> {
  const rows = await tx.$queryRaw<{ year: number }[]>`
    SELECT year FROM (
      SELECT DISTINCT extract(year FROM f.occurred_at AT TIME ZONE ${organization.timeZone})::integer AS year FROM activities f
      WHERE f.organization_id = ${organization.id}::uuid AND f.user_id = ${userId}::uuid AND f.voided_at IS NULL AND f.occurred_at <= now()
      UNION
      SELECT DISTINCT extract(year FROM coalesce(e.met_on, (e.awarded_at AT TIME ZONE ${organization.timeZone})::date))::integer
      FROM earned_badges e WHERE e.organization_id = ${organization.id}::uuid AND e.user_id = ${userId}::uuid
        AND ${isGiven("e")}
    ) y WHERE year <> ${year}::integer AND year >= 1990 ORDER BY year DESC LIMIT 40`;
  return rows.map((row) => row.year);
}
