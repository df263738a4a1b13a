import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
import { membersOf, scopeOf } from "@/lib/criteria/sql/scope";
import { type AskedOfTiers, judgedBy } from "@/lib/tiers/met-sql";
import { metricSql } from "@/lib/tiers/metric-sql";

/**
 * The next tier of each of these people in a period, the lowest in use above the one they hold: a query with `user_id`,
 * `tier_id`, `have` and `need`. Who holds the highest has no row. `steps` are the tiers in use of that period.
 */
export function nextStepSql(ctx: Ctx, asked: AskedOfTiers): Sql {
  const now = judgedBy(asked);
  const { timeZone } = ctx.organization;
  const scope = scopeOf({
    organizationId: ctx.organization.id,
    timeZone,
    now,
    people: asked.people,
    isRepeatable: false,
    inThePast: now < asked.now,
  });
  const metrics = [...new Set(asked.steps.map(({ metric }) => JSON.stringify(metric)))];
  const name = (at: number) => sql.raw(`v${at}`);
  const measured = metrics.map(
    (text, at) => sql`LEFT JOIN (${metricSql(scope, JSON.parse(text), asked.period, timeZone)}) ${name(at)}
      ON ${name(at)}.user_id = p.user_id`,
  );
  const steps = asked.steps.map(
    ({ id, place, threshold, metric }) =>
      sql`(${id}::uuid, ${sql.lit(place)}, ${threshold}::text::numeric, ${sql.lit(metrics.indexOf(JSON.stringify(metric)))})`,
  );
  const have = metrics.map((_, at) => sql`WHEN ${sql.lit(at)} THEN coalesce(${name(at)}.value, 0)`);
  return sql`WITH ${scope.bounds.tables()}steps (tier_id, place, need, metric) AS (VALUES ${sql.join(steps)}),
    held AS MATERIALIZED (
      SELECT a.user_id, max(t.display_order) AS place FROM tier_assignments a
      JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id AND t.is_active
      WHERE a.organization_id = ${scope.organization} AND a.period_key = ${asked.period.key} AND a.status = 'assigned'${ofPeople(asked.people, sql`a.user_id`)}
      GROUP BY a.user_id
    ),
    climbers AS (SELECT m.user_id, coalesce(h.place, 0) AS place FROM (${membersOf(scope, undefined)}${ofPeople(asked.people, sql`m.user_id`)}) m
      LEFT JOIN held h ON h.user_id = m.user_id)
    SELECT p.user_id, s.tier_id, CASE s.metric ${sql.join(have, sql` `)} END AS have, s.need
    FROM climbers p
    JOIN steps s ON s.place = (SELECT min(n.place) FROM steps n WHERE n.place > p.place)
    ${sql.join(measured, sql` `)}`;
}
