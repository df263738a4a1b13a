import { sql } from "kysely";
import { dayOf, periodOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { detailSql } from "@/lib/criteria/detail";
import { layOut, type OccurrencePlan, planOccurrences } from "@/lib/criteria/occurrences";
import { ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import { growsByOne } from "@/lib/dashboard/nearly-rules";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { awardScope, settled } from "@/lib/evaluation/evaluate-achievement";
import { have, missing, need } from "@/lib/evaluation/preview-measure";
import { compileContext, rulesBeside } from "@/lib/evaluation/preview-people";

/** More than anybody lacks: what no activity can bring. */
const FAR = 1_000_000_000;

/** The occurrence that one more activity would give. */
function openOccurrence(plan: OccurrencePlan, today: ReturnType<typeof dayOf>): Sql {
  if (plan.kind === "once") return sql`'once'`;
  if (plan.kind === "window") return sql`${periodOf(today, plan.unit)}::text`;
  return sql`trim_scale(${need(plan.leaf)}::numeric)::text`;
}

/**
 * Who of these people lacks one activity, and nothing else, for the occurrence of the achievement that is open now:
 * `user_id`. Not who has it or will never be given it.
 */
export function nearlySql(ctx: Ctx, achievement: Definition, people: People, now: Date): Sql {
  const today = dayOf(now, ctx.organization.timeZone);
  const { leaves, tree } = layOut(achievement.criteria);
  const left = (index: number): Sql => {
    const rule = leaves[index]?.rule;
    const otherwise =
      rule && growsByOne(rule, today.toString()) ? sql`${need(index)} - ${have(index)}` : sql.lit(FAR);
    return sql`CASE WHEN ${have(index)} >= ${need(index)} THEN 0 ELSE ${otherwise} END`;
  };
  const details = detailSql(achievement.criteria, { ...compileContext(ctx, achievement, now), people });
  const plan = planOccurrences(achievement.criteria, achievement.isRepeatable);
  return sql`SELECT n.user_id FROM (
      SELECT r.user_id, ${openOccurrence(plan, today)} AS occurrence, ${missing(tree, left)} AS missing
      FROM (${rulesBeside(achievement.criteria, details)}) r OFFSET 0) n
    WHERE n.missing = 1 AND NOT EXISTS (
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
