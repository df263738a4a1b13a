import { sql } from "kysely";
import { dayOf, periodOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { detailSql } from "@/lib/criteria/detail";
import { layOut, type OccurrencePlan, planOccurrences } from "@/lib/criteria/occurrences";
import { ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import { kindsOfOne } from "@/lib/dashboard/nearly-rules";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { awardScope, settled } from "@/lib/evaluation/evaluate-achievement";
import { have, missing, need } from "@/lib/evaluation/preview-measure";
import { compileContext, rulesBeside } from "@/lib/evaluation/preview-people";

/** The occurrence that one more activity would give. */
function openOccurrence(plan: OccurrencePlan, today: ReturnType<typeof dayOf>): Sql {
  if (plan.kind === "once") return sql`'once'`;
  if (plan.kind === "window") return sql`${periodOf(today, plan.unit)}::text`;
  return sql`trim_scale(${need(plan.leaf)}::numeric)::text`;
}

const haveThen = (index: number): Sql => sql.raw(`w${index}`);

/**
 * Whom of these people one activity, now, would give the achievement's occurrence that is open: `user_id`. Not who has
 * it, meets it already or will never be given it.
 */
export function nearlySql(ctx: Ctx, achievement: Definition, people: People, now: Date): Sql {
  const { criteria } = achievement;
  const { leaves, tree } = layOut(criteria);
  const plan = planOccurrences(criteria, achievement.isRepeatable);
  const context = { ...compileContext(ctx, achievement, now), people };
  const isMet = (reached: (index: number) => Sql) =>
    sql`${missing(tree, (index) => sql`(NOT (${reached(index)}))::int`)} = 0`;
  const isMetNow = isMet((index) => sql`${have(index)} >= ${need(index)}`);
  // An activity is of one kind: which rules it counts for depends on which it is.
  const ways = kindsOfOne(leaves.map(({ rule }) => rule)).map((counted) =>
    isMet((index) =>
      counted.has(index)
        ? sql`greatest(${have(index)}, ${haveThen(index)}) >= ${need(index)}`
        : sql`${have(index)} >= ${need(index)}`,
    ),
  );
  if (ways.length === 0) return sql`SELECT NULL::uuid AS user_id WHERE false`;
  const then = leaves.map(
    ({ index, path }) =>
      sql`max(d.have_with_one_more) FILTER (WHERE d.rule_path = ${path}::text) AS ${haveThen(index)}`,
  );
  const beside = rulesBeside(criteria, detailSql(criteria, context, null, true), then);
  return sql`SELECT n.user_id FROM (
      SELECT r.user_id, ${openOccurrence(plan, dayOf(now, ctx.organization.timeZone))} AS occurrence,
        NOT (${isMetNow}) AND (${sql.join(ways, sql` OR `)}) AS is_near
      FROM (${beside}) r OFFSET 0) n
    WHERE n.is_near AND NOT EXISTS (
      SELECT FROM (${settled(awardScope(ctx, achievement, people, now))}) s
      WHERE s.user_id = n.user_id AND s.occurrence = n.occurrence)`;
}

/**
 * Writes down who of these people lacks one activity for the achievement, and takes away who no longer does. Answers
 * one row: how many do (`people`), and how many more than before (`change`).
 */
export function lookSql(ctx: Ctx, achievement: Definition, people: People, now: Date) {
  const organization = sql`${ctx.organization.id}::uuid`;
  const id = sql`${achievement.id}::uuid`;
  return sql<{
    people: number;
    change: number;
  }>`WITH near AS MATERIALIZED (${nearlySql(ctx, achievement, people, now)}),
    gone AS (
      DELETE FROM nearly_earned e WHERE e.organization_id = ${organization} AND e.achievement_id = ${id}${ofPeople(people, sql`e.user_id`)}
        AND e.user_id NOT IN (SELECT n.user_id FROM near n) RETURNING 1
    ), come AS (
      INSERT INTO nearly_earned (organization_id, achievement_id, user_id)
      SELECT ${organization}, ${id}, n.user_id FROM near n ORDER BY 3 ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM near) AS people,
      (SELECT count(*)::int FROM come) - (SELECT count(*)::int FROM gone) AS change`;
}
