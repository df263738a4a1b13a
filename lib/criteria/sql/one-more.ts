import { sql } from "kysely";
import type { CalendarUnit } from "@/lib/criteria/rule-schema";
import type { LeafRule, LeafRuleOf } from "@/lib/criteria/schema";
import { activityFacts, factsFrom, includesToday } from "@/lib/criteria/sql/counting";
import type { Sql } from "@/lib/criteria/sql/people";
import { instantOf, type Scope } from "@/lib/criteria/sql/scope";
import { activityStreak } from "@/lib/criteria/sql/streaks";

/**
 * What people would have of a rule with one more activity, of the kind the rule counts, that happens now: `have` from
 * what they have, with the help of the rows of `join` (`user_id` and `n`), read as `x`.
 */
export type OneMore = Readonly<{ join: Sql | null; have: (have: Sql) => Sql }>;

const startOfThis = (scope: Scope, unit: CalendarUnit): Sql =>
  instantOf(scope, sql`date_trunc(${sql.lit(unit)}, ${scope.now} AT TIME ZONE ${scope.zone})`);

/** Only the activity with which this unit has enough makes it one that counts. */
function onePeriod(scope: Scope, { unit, minPerUnit, filter }: LeafRuleOf<"active_periods">): OneMore {
  const facts = activityFacts(scope, filter);
  return {
    join: sql`SELECT ${facts.user} AS user_id, count(*) AS n ${factsFrom(facts)}
      WHERE ${facts.where}${facts.theirs} AND f.occurred_at >= ${startOfThis(scope, unit)} GROUP BY 1`,
    have: (have) => sql`(${have} + (coalesce(x.n, 0) = ${sql.lit(minPerUnit - 1)})::int)`,
  };
}

/** Null for a rule that no activity changes the count of: hours among them, which depend on how long it took. */
export function oneMore(scope: Scope, rule: LeafRule): OneMore | null {
  switch (rule.type) {
    case "activity_count":
      return { join: null, have: (have) => sql`(${have} + ${includesToday(scope, rule.window)}::int)` };
    case "active_periods":
      return onePeriod(scope, rule);
    case "activity_streak": {
      const { rows } = activityStreak(scope, rule, { kind: "once", need: 1, everybody: true }, "one now");
      return {
        join: sql`SELECT s.user_id, s.have AS n FROM (${rows}) s`,
        have: (have) => sql`greatest(${have}, x.n)`,
      };
    }
    default:
      return null;
  }
}
