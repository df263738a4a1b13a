import { isAwarded, isGiven } from "@/lib/badges/standing-queries";
import type { Ctx } from "@/lib/context";
import type { NowFigures, PeriodFigures } from "@/lib/dashboard/figures";
import type { Period } from "@/lib/dashboard/period-rules";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

type Asked = Readonly<{ tx: Tx; ctx: Ctx; period: Period; now: Date }>;

const organizationOf = ({ ctx }: Asked) => Prisma.sql`${ctx.organization.id}::uuid`;

const monthOf = ({ ctx }: Asked, column: string) =>
  Prisma.sql`to_char(${Prisma.raw(column)} AT TIME ZONE ${ctx.organization.timeZone}::text, 'YYYY-MM')`;

/** A moment of the period; nothing of what is still to come. */
const within = ({ period, now }: Asked, column: string) =>
  Prisma.sql`${Prisma.raw(column)} >= ${period.from} AND ${Prisma.raw(column)} < ${period.to} AND ${Prisma.raw(column)} <= ${now}`;

/** Whether a membership `m` is one of the people that a period is about. */
const isOne = ({ period }: Asked) =>
  Prisma.sql`m.status = 'active' AND (m.joined_on IS NULL OR m.joined_on < ${period.to})`;

const BADGE_STANDS = isGiven("e");
const CERTIFICATE_STANDS = Prisma.sql`c.status <> 'revoked'`;

const awards = (asked: Asked) => asked.tx.$queryRaw<PeriodFigures["awards"][number][]>`
  SELECT month, sum(badges)::int AS badges, sum(certificates)::int AS certificates FROM (
    SELECT ${monthOf(asked, "e.awarded_at")} AS month, count(*) AS badges, 0 AS certificates FROM earned_badges e
    WHERE e.organization_id = ${organizationOf(asked)} AND ${within(asked, "e.awarded_at")} AND ${BADGE_STANDS} GROUP BY 1
    UNION ALL
    SELECT ${monthOf(asked, "c.issued_at")}, 0, count(*) FROM certifications c
    WHERE c.organization_id = ${organizationOf(asked)} AND ${within(asked, "c.issued_at")} AND ${CERTIFICATE_STANDS} GROUP BY 1
  ) one GROUP BY month ORDER BY month`;

/** The row without a month is the whole period. */
const active = (asked: Asked) => asked.tx.$queryRaw<{ month: string | null; people: number }[]>`
  WITH person AS MATERIALIZED (
    SELECT a.user_id, ${monthOf(asked, "a.occurred_at")} AS month FROM activities a
    WHERE a.organization_id = ${organizationOf(asked)} AND ${within(asked, "a.occurred_at")} AND a.voided_at IS NULL GROUP BY 1, 2
  )
  SELECT month, count(*)::int AS people FROM person GROUP BY month
  UNION ALL SELECT NULL, count(DISTINCT user_id)::int FROM person ORDER BY month`;

const tiers = (asked: Asked) => asked.tx.$queryRaw<PeriodFigures["tiers"][number][]>`
  SELECT tier_id AS "tierId", count(*)::int AS people FROM (
    SELECT DISTINCT ON (s.user_id) s.tier_id FROM tier_assignments s
    JOIN recognition_tiers t ON t.organization_id = s.organization_id AND t.id = s.tier_id
    JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.user_id AND ${isOne(asked)}
    WHERE s.organization_id = ${organizationOf(asked)} AND s.status = 'assigned' AND s.assigned_at < ${asked.period.to}
      AND (s.period_start IS NULL OR s.period_start < ${asked.period.to}) AND (s.period_end IS NULL OR s.period_end > ${asked.period.from})
    ORDER BY s.user_id, t.display_order DESC) best
  GROUP BY tier_id ORDER BY tier_id`;

type Reach = Readonly<{ isAll: boolean; groupId: string | null; people: number; reached: number }>;

const reach = (asked: Asked) => asked.tx.$queryRaw<Reach[]>`
  WITH reached AS MATERIALIZED (
    SELECT e.user_id FROM earned_badges e WHERE e.organization_id = ${organizationOf(asked)} AND ${within(asked, "e.awarded_at")} AND ${BADGE_STANDS}
    UNION SELECT c.user_id FROM certifications c WHERE c.organization_id = ${organizationOf(asked)} AND ${within(asked, "c.issued_at")} AND ${CERTIFICATE_STANDS}
    UNION SELECT s.user_id FROM tier_assignments s WHERE s.organization_id = ${organizationOf(asked)} AND ${within(asked, "s.assigned_at")} AND s.status = 'assigned'
  ), person AS MATERIALIZED (
    SELECT m.user_id, r.user_id IS NOT NULL AS is_reached FROM memberships m LEFT JOIN reached r ON r.user_id = m.user_id
    WHERE m.organization_id = ${organizationOf(asked)} AND ${isOne(asked)}
  )
  SELECT true AS "isAll", NULL::uuid AS "groupId", count(*)::int AS people, count(*) FILTER (WHERE is_reached)::int AS reached FROM person
  UNION ALL
  SELECT false, g.group_id, count(*)::int, count(*) FILTER (WHERE p.is_reached)::int FROM person p
  LEFT JOIN group_members g ON g.organization_id = ${organizationOf(asked)} AND g.user_id = p.user_id GROUP BY g.group_id
  ORDER BY 1, 2`;

const lapses = (asked: Asked) => asked.tx.$queryRaw<PeriodFigures["lapses"][number][]>`
  SELECT month, count(*) FILTER (WHERE kind = 'badges')::int AS badges, count(*) FILTER (WHERE kind = 'certificates')::int AS certificates,
    count(*) FILTER (WHERE kind = 'tiers')::int AS tiers, count(*) FILTER (WHERE kind = 'people')::int AS people
  FROM (
    SELECT ${monthOf(asked, "e.expires_at")} AS month, 'badges' AS kind FROM earned_badges e
    WHERE e.organization_id = ${organizationOf(asked)} AND ${within(asked, "e.expires_at")} AND ${BADGE_STANDS}
    UNION ALL SELECT ${monthOf(asked, "e.revoked_at")}, 'badges' FROM earned_badges e
    WHERE e.organization_id = ${organizationOf(asked)} AND ${within(asked, "e.revoked_at")} AND e.status = 'revoked' AND e.declined_at IS NULL
    UNION ALL SELECT ${monthOf(asked, "c.expires_at")}, 'certificates' FROM certifications c
    WHERE c.organization_id = ${organizationOf(asked)} AND ${within(asked, "c.expires_at")}
      AND c.status IN ('active', 'expiring_soon', 'expired') AND c.renewed_by_id IS NULL
    UNION ALL SELECT ${monthOf(asked, "c.revoked_at")}, 'certificates' FROM certifications c
    WHERE c.organization_id = ${organizationOf(asked)} AND ${within(asked, "c.revoked_at")} AND c.status = 'revoked'
    UNION ALL SELECT ${monthOf(asked, "s.period_end")}, 'tiers' FROM tier_assignments s
    WHERE s.organization_id = ${organizationOf(asked)} AND ${within(asked, "s.period_end")} AND s.status = 'assigned'
      AND NOT EXISTS (SELECT FROM tier_assignments n WHERE n.organization_id = s.organization_id AND n.user_id = s.user_id
        AND n.status = 'assigned' AND n.period_start = s.period_end)
    UNION ALL SELECT ${monthOf(asked, "m.deactivated_at")}, 'people' FROM memberships m
    WHERE m.organization_id = ${organizationOf(asked)} AND ${within(asked, "m.deactivated_at")}
  ) ended GROUP BY month ORDER BY month`;

/** The figures of a period, counted from the facts. Takes as long as there are facts in it: for a job. */
export async function countPeriod(tx: Tx, ctx: Ctx, period: Period, now: Date): Promise<PeriodFigures> {
  const asked = { tx, ctx, period, now };
  const people = await active(asked);
  const reached = await reach(asked);
  const all = reached.find(({ isAll }) => isAll);
  return {
    awards: await awards(asked),
    active: people.flatMap(({ month, people }) => (month === null ? [] : [{ month, people }])),
    activePeople: people.find(({ month }) => month === null)?.people ?? 0,
    tiers: await tiers(asked),
    people: all?.people ?? 0,
    reached: all?.reached ?? 0,
    groups: reached.flatMap(({ isAll, ...group }) => (isAll ? [] : [group])),
    lapses: await lapses(asked),
  };
}

/** The figures of this moment. */
export async function countNow(tx: Tx, ctx: Ctx, now: Date): Promise<NowFigures> {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  const lately = (column: string) =>
    Prisma.sql`${Prisma.raw(column)} > ${now}::timestamptz - interval '30 days' AND ${Prisma.raw(column)} <= ${now}`;
  const [row] = await tx.$queryRaw<[NowFigures]>`
    SELECT
      (SELECT count(*) FROM memberships WHERE organization_id = ${organization} AND status = 'active')::int AS people,
      (SELECT count(*) FROM activities WHERE organization_id = ${organization} AND voided_at IS NULL AND ${lately("occurred_at")})::int AS activities,
      (SELECT count(*) FROM achievements WHERE organization_id = ${organization} AND is_active)::int AS achievements,
      (SELECT count(*) FROM earned_badges e WHERE e.organization_id = ${organization} AND ${isAwarded("e")} AND ${lately("awarded_at")})::int AS badges,
      (SELECT count(*) FROM certifications WHERE organization_id = ${organization} AND status IN ('active', 'expiring_soon')
        AND (expires_at IS NULL OR expires_at > ${now}))::int AS certifications`;
  return row;
}

/** The first moment there is anything of, null for an organisation without anything. */
export async function firstMoment(tx: Tx, ctx: Ctx): Promise<Date | null> {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  const [row] = await tx.$queryRaw<[{ first: Date | null }]>`
    SELECT least((SELECT min(occurred_at) FROM activities WHERE organization_id = ${organization}),
      (SELECT min(awarded_at) FROM earned_badges WHERE organization_id = ${organization}),
      (SELECT min(issued_at) FROM certifications WHERE organization_id = ${organization}),
      (SELECT min(coalesce(period_start, assigned_at)) FROM tier_assignments WHERE organization_id = ${organization})) AS first`;
  return row.first;
}

/** The moments since then at which badges, tiers or certificates that have changed lately were given or ended. */
export async function touchedMoments(tx: Tx, ctx: Ctx, since: Date): Promise<readonly Date[]> {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    SELECT DISTINCT date_trunc('month', t.at) AS at FROM (
      SELECT unnest(ARRAY[awarded_at, expires_at, revoked_at]) AS at FROM earned_badges WHERE organization_id = ${organization} AND updated_at >= ${since}
      UNION ALL SELECT unnest(ARRAY[issued_at, expires_at, revoked_at]) FROM certifications WHERE organization_id = ${organization} AND updated_at >= ${since}
      UNION ALL SELECT unnest(ARRAY[assigned_at, period_start, period_end]) FROM tier_assignments WHERE organization_id = ${organization} AND updated_at >= ${since}
    ) t WHERE t.at IS NOT NULL`;
  return rows.map(({ at }) => at);
}
