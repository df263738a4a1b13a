import { sql } from "kysely";
import type { LeafRuleOf } from "@/lib/criteria/schema";
import { activityFacts, factAt, factsFrom } from "@/lib/criteria/sql/counting";
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
    WHERE ${facts.where}${facts.theirs} GROUP BY 1, 2${enough}`;
}

/** Different units with enough activities; the nth of them tips the nth count. */
export const activePeriods = (scope: Scope, rule: LeafRuleOf<"active_periods">, asked: Counted): RuleSql => ({
  rows: ranked(activeUnits(scope, rule, rule.minPerUnit), asked),
  fact: factAt(activityFacts(scope, rule.filter)),
});

/** Columns `user_id`, `at`, and `position`: the place of a fact's unit in its own run. */
type Runs = Sql;

const IN_ORDER = sql`WINDOW mine AS (PARTITION BY a.user_id ORDER BY a.at ROWS UNBOUNDED PRECEDING)`;

/**
 * A run begins where the unit before is missing, and the latest such beginning is a running maximum. Facts are read in
 * the order their index has them in, so nothing is sorted or made distinct first.
 */
const unbrokenRuns = (
  units: Sql,
): Runs => sql`SELECT a.user_id, a.at, a.b + 1 - max(a.beginning) OVER mine AS position
    FROM (SELECT a.user_id, a.at, a.b, CASE WHEN a.b - lag(a.b) OVER mine <= 1 THEN NULL ELSE a.b END AS beginning
      FROM (${units}) a ${IN_ORDER}) a ${IN_ORDER}`;

/**
 * The same of people with pauses, whose missing units are in `units` as well: a gap of nothing but paused units is
 * stepped over. They are left out of the numbering (`c`), so that they do not count either.
 */
const pausedRuns = (
  units: Sql,
): Runs => sql`SELECT a.user_id, a.at, a.c + 1 - max(a.beginning) OVER mine AS position
    FROM (SELECT a.user_id, a.at, a.c, CASE WHEN a.gap = 0 OR a.is_paused THEN NULL ELSE a.c END AS beginning
      FROM (SELECT a.user_id, a.at, a.gap, a.is_paused, a.b - (sum(CASE WHEN a.is_paused THEN a.gap ELSE 0 END) OVER mine)::int AS c
        FROM (SELECT a.user_id, a.at, a.b, a.gap, a.gap > 0 AND a.units @> int4range(a.b - a.gap, a.b) AS is_paused
          FROM (SELECT a.user_id, a.at, a.b, a.units, greatest(a.b - lag(a.b) OVER mine - 1, CASE WHEN row_number() OVER mine > 1 THEN 0 END) AS gap
            FROM (${units}) a ${IN_ORDER}) a) a ${IN_ORDER}) a) a ${IN_ORDER}`;

/**
 * The longest run ever of consecutive units. A unit without activity that an approved pause of the person touches
 * neither counts nor breaks it. Pauses only make runs longer, and reach a length earlier: everybody's runs are found as
 * if there were none, and those of the few who have some again with them, so that nobody else pays for them.
 * With `also`, as if everybody in the query's table `people` had one more activity, now.
 */
export function activityStreak(
  scope: Scope,
  rule: LeafRuleOf<"activity_streak">,
  asked: Counted,
  also?: "one now",
): RuleSql {
  const facts = activityFacts(scope, rule.filter);
  const b = scope.bounds.ofInstant(rule.unit, sql`f.occurred_at`, facts.table);
  const units = sql`${facts.user} AS user_id, f.occurred_at AS at, ${b} AS b`;
  const everybody = sql`SELECT ${units} ${factsFrom(facts)} WHERE ${facts.where}${facts.theirs}`;
  const paused = sql`SELECT ${units}, p.units ${factsFrom(facts)}
    JOIN (${pausedUnits(scope, rule.unit)}) p ON p.user_id = ${facts.user}
    WHERE ${facts.where}${facts.theirs} AND ${facts.user} = ANY (ARRAY(SELECT p.user_id ${approvedPauses(scope)}))`;
  const more = also ? oneNow(scope, rule) : null;
  const best = sql`SELECT r.user_id, r.w, max(r.have) AS have, min(r.tip) AS tip
    FROM (${longest(unbrokenRuns(more ? sql`${everybody} UNION ALL ${more.everybody}` : everybody), asked)}
      UNION ALL ${longest(pausedRuns(more ? sql`${paused} UNION ALL ${more.paused}` : paused), asked)}) r GROUP BY 1, 2`;
  return { rows: best, fact: factAt(facts) };
}

/** An activity of each of the `people` in the unit that runs, which is the first where nobody has had any. */
function oneNow(scope: Scope, { unit }: LeafRuleOf<"activity_streak">) {
  const b = sql`coalesce(${scope.bounds.ofInstant(unit, scope.now, "activities")}, 1)`;
  const units = sql`SELECT q.user_id, ${scope.now} AS at, ${b} AS b`;
  return {
    everybody: sql`${units} FROM people q`,
    paused: sql`${units}, p.units FROM people q JOIN (${pausedUnits(scope, unit)}) p ON p.user_id = q.user_id`,
  };
}

/** Of each person's runs the longest, or the counts it reached, with the instants at which it did. */
function longest(runs: Runs, asked: Counted): Sql {
  const need = lowest(asked);
  if (asked.kind === "once") {
    return sql`SELECT r.user_id, 0 AS w, max(r.position)::float8 AS have, min(r.at) FILTER (WHERE r.position = ${sql.lit(need)}) AS tip
        FROM (${runs}) r GROUP BY r.user_id${atLeast(asked, sql`max(r.position)`, need)}`;
  }
  return sql`SELECT r.user_id, p.w, p.w::float8 AS have, min(r.at) AS tip FROM (${runs}) r
      CROSS JOIN LATERAL ${positions(asked, sql`(r.position - 1)`, sql`r.position`)} p GROUP BY 1, 2`;
}

const approvedPauses = (scope: Scope): Sql =>
  sql`FROM streak_pauses p WHERE p.organization_id = ${scope.organization} AND p.status = 'approved'${ofPeople(scope.people, sql`p.user_id`)}`;

/** The numbers of the units that each person's pauses touch, as `units`. */
const pausedUnits = (scope: Scope, unit: LeafRuleOf<"activity_streak">["unit"]): Sql => {
  const number = (day: Sql) => scope.bounds.ofDay(unit, day, "activities");
  return sql`SELECT p.user_id, range_agg(int4range(${number(sql`p.starts_on`)}, ${number(sql`p.ends_on`)}, '[]')) AS units
    ${approvedPauses(scope)} GROUP BY p.user_id`;
};
