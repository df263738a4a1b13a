import { sql } from "kysely";
import type { LeafRuleOf } from "@/lib/criteria/schema";
import { activityFacts, factsFrom } from "@/lib/criteria/sql/counting";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
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
    WHERE ${facts.where}${ofPeople(scope.people, facts.user)} GROUP BY 1, 2${enough}`;
}

/** Different units with enough activities; the nth of them tips the nth count. */
export const activePeriods = (scope: Scope, rule: LeafRuleOf<"active_periods">, asked: Counted): RuleSql => ({
  rows: ranked(activeUnits(scope, rule, rule.minPerUnit), asked),
});

/**
 * The longest run ever of consecutive units. `position` is a unit's place in its own run: a run begins where the
 * unit before is missing, and the latest such beginning is a running maximum.
 */
export function activityStreak(scope: Scope, rule: LeafRuleOf<"activity_streak">, asked: Counted): RuleSql {
  const runs = sql`SELECT u.user_id, u.at, u.b + 1 - max(u.beginning) OVER mine AS position
    FROM (SELECT a.user_id, a.b, a.at, CASE WHEN a.b - lag(a.b) OVER mine = 1 THEN NULL ELSE a.b END AS beginning
      FROM (${activeUnits(scope, rule, 1)}) a WINDOW mine AS (PARTITION BY a.user_id ORDER BY a.b)) u
    WINDOW mine AS (PARTITION BY u.user_id ORDER BY u.b)`;
  const need = lowest(asked);
  if (asked.kind === "once") {
    return {
      rows: sql`SELECT r.user_id, 0 AS w, max(r.position)::float8 AS have, min(r.at) FILTER (WHERE r.position = ${sql.lit(need)}) AS tip
        FROM (${runs}) r GROUP BY r.user_id${atLeast(asked, sql`max(r.position)`, need)}`,
    };
  }
  return {
    rows: sql`SELECT r.user_id, p.w, p.w::float8 AS have, min(r.at) AS tip FROM (${runs}) r
      CROSS JOIN LATERAL ${positions(asked, sql`(r.position - 1)`, sql`r.position`)} p GROUP BY 1, 2`,
  };
}
