import { sql } from "kysely";
import type { Window } from "@/lib/criteria/rule-schema";
import type { LeafRuleOf } from "@/lib/criteria/schema";
import { firstOfLast } from "@/lib/criteria/sql/counting";
import { ofPeople, type Sql, textArray } from "@/lib/criteria/sql/people";
import { type Asked, type RuleSql, ranked } from "@/lib/criteria/sql/rows";
import { instantOf, type Scope } from "@/lib/criteria/sql/scope";

/** A completion has a day and no time, so windows are compared as days of the organisation's calendar. */
function inWindow(scope: Scope, window: Window): Sql {
  if (window === "lifetime") return sql``;
  if (typeof window === "string") {
    return sql` AND f.completed_on >= date_trunc(${sql.lit(window)}, ${scope.today}::timestamp)::date`;
  }
  if ("last" in window) return sql` AND f.completed_on >= ${firstOfLast(scope, window)}`;
  return sql` AND f.completed_on BETWEEN ${window.from}::date AND ${window.to}::date`;
}

/** Grades are text in the sources; a decimal comma is a point, and what is no number meets no minimum. */
function inGrade(minimum: number | undefined): Sql {
  if (minimum === undefined) return sql``;
  return sql` AND CASE WHEN btrim(f.grade) ~ '^[0-9]{1,12}([.,][0-9]{1,12})?$'
    THEN replace(btrim(f.grade), ',', '.')::numeric >= ${String(minimum)}::text::numeric ELSE false END`;
}

/** Different courses completed: a person has at most one standing registration of each (course_registrations_one_per_course). */
export function courseCompletion(scope: Scope, rule: LeafRuleOf<"course_completion">, asked: Asked): RuleSql {
  const named = rule.courses
    ? sql` AND f.course_id IN (SELECT c.id FROM courses c WHERE c.organization_id = ${scope.organization} AND c.code = ANY (${textArray(rule.courses)}))`
    : sql``;
  const by = rule.by === undefined ? sql`` : sql` AND f.completed_on <= ${rule.by}::date`;
  const where = sql`f.organization_id = ${scope.organization} AND f.voided_at IS NULL AND f.status = 'completed'
    AND f.completed_on <= ${scope.today}${named}${by}${inGrade(rule.minGrade)}${ofPeople(scope.people, sql`f.user_id`)}`;
  const at = instantOf(scope, sql`f.completed_on`);
  const fact: RuleSql["fact"] = ({ user, at: tip }) =>
    sql`(SELECT f.id FROM course_registrations f WHERE ${where} AND f.user_id = ${user} AND ${at} = ${tip} ORDER BY f.id LIMIT 1)`;
  if (asked.kind === "window") {
    const w = scope.bounds.ofDay(asked.unit, sql`f.completed_on`, "course_registrations");
    return {
      fact,
      rows: sql`SELECT i.user_id, i.w, count(*)::float8 AS have, (array_agg(i.at ORDER BY i.at))[${sql.lit(asked.need)}] AS tip
        FROM (SELECT f.user_id, ${w} AS w, ${at} AS at FROM course_registrations f WHERE ${where}) i
        GROUP BY 1, 2 HAVING count(*) >= ${sql.lit(asked.need)}`,
    };
  }
  const inside = asked.kind === "once" ? inWindow(scope, rule.window) : sql``;
  const items = sql`SELECT f.user_id, ${at} AS at FROM course_registrations f WHERE ${where}${inside}`;
  return { rows: ranked(items, asked), fact };
}
