import { type RawBuilder, sql } from "kysely";
import type { ActivityFilter, Window } from "@/lib/criteria/rule-schema";
import type { LeafRule } from "@/lib/criteria/schema";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
import type { Asked } from "@/lib/criteria/sql/rows";
import { ruleSql } from "@/lib/criteria/sql/rule";
import type { Scope } from "@/lib/criteria/sql/scope";
import type { TierMetric } from "@/lib/tiers/keys";
import { daysOf, type Period } from "@/lib/tiers/period-rules";

export type Metric = Readonly<{ type: TierMetric; filter: ActivityFilter | null }>;

/** Whatever they have: a threshold may be half an hour. */
const ANYTHING: Asked = { kind: "once", need: 1, everybody: true };

/**
 * What each person has of a metric inside a period, as a query with the columns `user_id` and `value` (seed 001
 * award_period_window_enforcement); who has nothing may have no row. Activities, referrals and courses are counted by
 * the rules of criteria, with their filters. Badges count in the period they were met in; years of membership are
 * those completed by `scope.now`, whatever the period.
 */
export function metricSql(scope: Scope, metric: Metric, period: Period, timeZone: string): Sql {
  if (metric.type === "badge_count") return badgeCount(scope, period, timeZone);
  const { rows } = ruleSql(scope, ruleOf(metric, daysOf(period, timeZone) ?? "lifetime"), ANYTHING);
  return sql`SELECT r.user_id, r.have::numeric AS value FROM (${rows}) r`;
}

function ruleOf({ type, filter }: Metric, window: Window): LeafRule {
  const counted = { threshold: 1, window, ...(filter ? { filter } : {}) };
  switch (type) {
    case "activity_count":
      return { type: "activity_count", ...counted };
    case "activity_hours":
      return { type: "activity_hours", ...counted };
    case "referral_count":
      return { type: "referral_count", threshold: 1, window };
    case "course_completion_count":
      return { type: "course_completion", threshold: 1, match: "any", window };
    case "membership_years":
      return { type: "membership_years", threshold: 1 };
    case "badge_count":
      throw new Error("Badges are counted by a query of their own");
  }
}

/** Every badge that stands, each occurrence for itself: by the day it was met, or else awarded. */
function badgeCount(scope: Scope, period: Period, timeZone: string): RawBuilder<unknown> {
  const days = daysOf(period, timeZone);
  const day = sql`coalesce(b.met_on, (b.awarded_at AT TIME ZONE ${scope.zone})::date)`;
  const inside = days ? sql` AND ${day} BETWEEN ${days.from}::date AND ${days.to}::date` : sql``;
  return sql`SELECT b.user_id, count(*)::numeric AS value FROM earned_badges b
    WHERE b.organization_id = ${scope.organization} AND b.status IN ('awarded', 'expired') AND b.declined_at IS NULL
      AND b.awarded_at <= ${scope.now}${inside}${ofPeople(scope.people, sql`b.user_id`)}
    GROUP BY b.user_id`;
}
