import { sql } from "kysely";
import type { ActivityFilter, Window } from "@/lib/criteria/rule-schema";
import type { LeafRuleOf } from "@/lib/criteria/schema";
import { ofPeople, type Sql, textArray } from "@/lib/criteria/sql/people";
import { type Asked, atLeast, lowest, positions, type RuleSql, ranked } from "@/lib/criteria/sql/rows";
import { instantOf, type Scope } from "@/lib/criteria/sql/scope";
import { standing } from "@/lib/criteria/sql/taken";

/** Facts with an instant, read under the alias `f`; `theirs` narrows them down to the people of the scope. */
export type Facts = Readonly<{
  table: "activities" | "referrals";
  from: Sql;
  user: Sql;
  where: Sql;
  theirs: Sql;
}>;

const BEFORE = { day: "days", week: "weeks", month: "months", year: "years" } as const;

/** First day of `last` units: the last 30 days are today and the 29 before it. */
export const firstOfLast = (scope: Scope, window: Extract<Window, { last: number }>): Sql =>
  sql`((${scope.today} - ${sql.lit(`${window.last} ${BEFORE[window.unit]}`)}::interval)::date + 1)`;

/** The one window that counts where nothing repeats: the one that contains `now`, a date range, or the last units. */
function inWindow(scope: Scope, window: Window): Sql {
  if (window === "lifetime") return sql``;
  if (typeof window === "string") {
    const start = sql`date_trunc(${sql.lit(window)}, ${scope.now} AT TIME ZONE ${scope.zone})`;
    return sql` AND f.occurred_at >= ${instantOf(scope, start)}`;
  }
  if ("last" in window) return sql` AND f.occurred_at >= ${instantOf(scope, firstOfLast(scope, window))}`;
  return sql` AND f.occurred_at >= ${instantOf(scope, sql`${window.from}::date`)}
    AND f.occurred_at < ${instantOf(scope, sql`(${window.to}::date + 1)`)}`;
}

/** Whether what happens now counts in the window. */
export const includesToday = (scope: Scope, window: Window): Sql =>
  typeof window === "string" || "last" in window
    ? sql`true`
    : sql`(${scope.today} BETWEEN ${window.from}::date AND ${window.to}::date)`;

function inFilter(filter: ActivityFilter | undefined): Sql {
  const parts: Sql[] = [];
  if (filter?.kinds) parts.push(sql` AND f.kind = ANY (${textArray(filter.kinds)})`);
  if (filter?.minMinutes) parts.push(sql` AND f.minutes >= ${sql.lit(filter.minMinutes)}`);
  if (filter?.minParticipants) parts.push(sql` AND f.participants >= ${sql.lit(filter.minParticipants)}`);
  return sql.join(parts, sql``);
}

export function activityFacts(scope: Scope, filter: ActivityFilter | undefined): Facts {
  const user = sql`f.user_id`;
  const facts = { table: "activities", user } as const;
  if (scope.taken) {
    return { ...facts, from: scope.taken.all(), where: sql`true${inFilter(filter)}`, theirs: sql`` };
  }
  const where = sql`${standing(scope)}${inFilter(filter)}`;
  return { ...facts, from: sql`activities f`, where, theirs: ofPeople(scope.people, user) };
}

function referralFacts(scope: Scope): Facts {
  const user = sql`f.referrer_user_id`;
  const where = sql`${standing(scope)} AND f.status = 'completed'`;
  return { table: "referrals", from: sql`referrals f`, user, where, theirs: ofPeople(scope.people, user) };
}

export const factsFrom = ({ from }: Facts): Sql => sql`FROM ${from}`;

/**
 * Id of a fact of this person at this instant; of several the first by id, so that it stays the same one. BETWEEN,
 * because by an equal instant the planner may take the index by time, and read everybody's facts of that instant.
 */
export const factAt =
  (facts: Facts): NonNullable<RuleSql["fact"]> =>
  ({ user, at }) =>
    sql`(SELECT f.id ${factsFrom(facts)} WHERE ${facts.where} AND ${facts.user} = ${user} AND f.occurred_at BETWEEN ${at} AND ${at} ORDER BY f.id LIMIT 1)`;

/** What one fact adds, what is needed for a threshold of one, and how the sum is told. */
type Measure = Readonly<{ sum: Sql; perUnit: number; told: Sql; running: Sql; also: Sql }>;

const COUNT: Measure = {
  sum: sql`count(*)`,
  perUnit: 1,
  told: sql`count(*)::float8`,
  running: sql`count(*)`,
  also: sql``,
};
const HOURS: Measure = {
  sum: sql`sum(f.minutes)`,
  perUnit: 60,
  told: sql`sum(f.minutes) / 60.0::float8`,
  running: sql`sum(f.minutes)`,
  also: sql` AND f.minutes > 0`,
};

/** The instant of the fact with which one person's measure reached `need`, inside a window when there is one. */
function tippedAt(facts: Facts, measure: Measure, need: number, user: Sql, inside: Sql): Sql {
  const mine = sql`${factsFrom(facts)} WHERE ${facts.where}${measure.also} AND ${facts.user} = ${user}${inside}`;
  if (measure === COUNT) {
    return sql`(SELECT f.occurred_at ${mine} ORDER BY f.occurred_at OFFSET ${sql.lit(need - 1)} LIMIT 1)`;
  }
  return sql`(SELECT s.at FROM (
      SELECT f.occurred_at AS at, ${measure.running} OVER (ORDER BY f.occurred_at ROWS UNBOUNDED PRECEDING) AS total ${mine}) s
    WHERE s.total >= ${sql.lit(need * measure.perUnit)} ORDER BY s.at LIMIT 1)`;
}

function reachedHours(facts: Facts, asked: Extract<Asked, { kind: "listed" | "multiples" }>): Sql {
  return sql`SELECT s.user_id, p.w, p.w::float8 AS have, s.at AS tip FROM (
      SELECT ${facts.user} AS user_id, f.occurred_at AS at, f.minutes,
        sum(f.minutes) OVER (PARTITION BY ${facts.user} ORDER BY f.occurred_at ROWS UNBOUNDED PRECEDING) AS total
      ${factsFrom(facts)} WHERE ${facts.where}${HOURS.also}${facts.theirs}) s
    CROSS JOIN LATERAL ${positions(asked, sql`((s.total - s.minutes) / 60)`, sql`(s.total / 60)`)} p`;
}

/** Count or sum of facts: grouped by person first, and the tipping fact looked up only for those who have enough. */
function counting(scope: Scope, window: Window, facts: Facts, measure: Measure, asked: Asked): RuleSql {
  const people = facts.theirs;
  const from = sql`${factsFrom(facts)} WHERE ${facts.where}${measure.also}`;
  const need = lowest(asked);
  if (asked.kind === "window") {
    const w = scope.bounds.ofInstant(asked.unit, sql`f.occurred_at`, facts.table);
    return {
      rows: sql`SELECT ${facts.user} AS user_id, ${w} AS w, ${measure.told} AS have, NULL::timestamptz AS tip
        ${from}${people} GROUP BY 1, 2${atLeast(asked, measure.sum, need * measure.perUnit)}`,
      fact: factAt(facts),
      late: ({ user, w: number }) =>
        tippedAt(
          facts,
          measure,
          need,
          user,
          sql` AND f.occurred_at >= ${scope.bounds.startOf(asked.unit, number)} AND f.occurred_at < ${scope.bounds.endOf(asked.unit, number)}`,
        ),
    };
  }
  if (asked.kind === "once") {
    const inside = inWindow(scope, window);
    return {
      rows: sql`SELECT ${facts.user} AS user_id, 0 AS w, ${measure.told} AS have, NULL::timestamptz AS tip
        ${from}${people}${inside} GROUP BY 1${atLeast(asked, measure.sum, need * measure.perUnit)}`,
      fact: factAt(facts),
      late: ({ user }) => tippedAt(facts, measure, need, user, inside),
    };
  }
  if (measure === HOURS) return { rows: reachedHours(facts, asked), fact: factAt(facts) };
  const items = sql`SELECT ${facts.user} AS user_id, f.occurred_at AS at ${from}${people}`;
  return { rows: ranked(items, asked), fact: factAt(facts) };
}

export const activityCount = (scope: Scope, rule: LeafRuleOf<"activity_count">, asked: Asked): RuleSql =>
  counting(scope, rule.window, activityFacts(scope, rule.filter), COUNT, asked);

export const activityHours = (scope: Scope, rule: LeafRuleOf<"activity_hours">, asked: Asked): RuleSql =>
  counting(scope, rule.window, activityFacts(scope, rule.filter), HOURS, asked);

export const referralCount = (scope: Scope, rule: LeafRuleOf<"referral_count">, asked: Asked): RuleSql =>
  counting(scope, rule.window, referralFacts(scope), COUNT, asked);
