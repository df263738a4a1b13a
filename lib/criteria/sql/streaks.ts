import { sql } from "kysely";
import type { LeafRuleOf } from "@/lib/criteria/schema";
import { activityFacts, factAt, factsFrom } from "@/lib/criteria/sql/counting";
import type { Sql } from "@/lib/criteria/sql/people";
import { atLeast, type Counted, lowest, positions, type RuleSql, ranked } from "@/lib/criteria/sql/rows";
import type { Scope } from "@/lib/criteria/sql/scope";

type UnitRule = LeafRuleOf<"activity_streak"> | LeafRuleOf<"active_periods">;

/** Each person's units with at least `minimum` activities: number `b`, and `at`, when the minimum was reached. */
function activeUnits(scope: Scope, rule: UnitRule, minimum: number): Sql {
  const facts = activityFacts(scope, rule.filter);
  const b = scope.bounds.ofInstant(rule.unit, sql`f.occurred_at`, facts.table);
  const reached =
    minimum === 1
      ? sql`min(f.occurred_at)`
      : sql`(array_agg(f.occurred_at ORDER BY f.occurred_at))[${sql.lit(minimum)}]`;
  const enough = minimum === 1 ? sql`` : sql` HAVING count(*) >= ${sql.lit(minimum)}`;
  return sql`SELECT ${facts.user} AS user_id, ${b} AS b, ${reached} AS at ${factsFrom(facts)}
    WHERE ${facts.where}${facts.theirs} GROUP BY 1, 2${enough}`;
}

/** Different units with enough activities; the nth of them tips the nth count. */
export const activePeriods = (scope: Scope, rule: LeafRuleOf<"active_periods">, asked: Counted): RuleSql => ({
  rows: ranked(activeUnits(scope, rule, rule.minPerUnit), asked),
  fact: factAt(activityFacts(scope, rule.filter)),
});

/**
 * The longest run ever of consecutive units. `position` is the place of a fact's unit in its own run: a run begins
 * where the unit before is missing, and the latest such beginning is a running maximum. Facts are read in the order
 * their index has them in, so nothing is sorted or made distinct first.
 */
export function activityStreak(scope: Scope, rule: LeafRuleOf<"activity_streak">, asked: Counted): RuleSql {
  const facts = activityFacts(scope, rule.filter);
  const b = scope.bounds.ofInstant(rule.unit, sql`f.occurred_at`, facts.table);
  const inOrder = sql`WINDOW mine AS (PARTITION BY a.user_id ORDER BY a.at ROWS UNBOUNDED PRECEDING)`;
  const runs = sql`SELECT a.user_id, a.at, a.b + 1 - max(a.beginning) OVER mine AS position
    FROM (SELECT a.user_id, a.at, a.b, CASE WHEN a.b - lag(a.b) OVER mine <= 1 THEN NULL ELSE a.b END AS beginning
      FROM (SELECT ${facts.user} AS user_id, f.occurred_at AS at, ${b} AS b ${factsFrom(facts)}
        WHERE ${facts.where}${facts.theirs}) a ${inOrder}) a ${inOrder}`;
  const need = lowest(asked);
  const fact = factAt(facts);
  if (asked.kind === "once") {
    return {
      fact,
      rows: sql`SELECT r.user_id, 0 AS w, max(r.position)::float8 AS have, min(r.at) FILTER (WHERE r.position = ${sql.lit(need)}) AS tip
        FROM (${runs}) r GROUP BY r.user_id${atLeast(asked, sql`max(r.position)`, need)}`,
    };
  }
  return {
    fact,
    rows: sql`SELECT r.user_id, p.w, p.w::float8 AS have, min(r.at) AS tip FROM (${runs}) r
      CROSS JOIN LATERAL ${positions(asked, sql`(r.position - 1)`, sql`r.position`)} p GROUP BY 1, 2`,
  };
}
