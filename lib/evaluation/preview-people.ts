import { sql } from "kysely";
import { dayOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { criteriaSql } from "@/lib/criteria/compile";
import { detailSql } from "@/lib/criteria/detail";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import type { Sql } from "@/lib/criteria/sql/people";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { awardScope, settled } from "@/lib/evaluation/evaluate-achievement";
import { have, missing, need, share } from "@/lib/evaluation/preview-measure";
import { CLOSE_SHARE } from "@/lib/evaluation/preview-rules";

/** What evaluation would need to know of an achievement that is perhaps not in use yet. */
export type Previewed = Pick<
  Definition,
  "id" | "isRepeatable" | "renewable" | "courseId" | "earnFrom" | "criteria"
>;

export const compileContext = (ctx: Ctx, achievement: Previewed, now: Date) => ({
  organizationId: ctx.organization.id,
  timeZone: ctx.organization.timeZone,
  now,
  people: "all" as const,
  isRepeatable: achievement.isRepeatable,
  achievementId: achievement.id,
  courseId: achievement.courseId ?? undefined,
});

const day = (date: Date | string): Sql =>
  sql`${typeof date === "string" ? date : date.toISOString().slice(0, 10)}::date`;

/** Each rule's have and need beside each other, and what else is wanted of the details `d`; one row per person. */
export function rulesBeside(criteria: Criteria, details: Sql, more: readonly Sql[] = []): Sql {
  const columns = layOut(criteria).leaves.map(({ index, path }) => {
    const own = sql`FILTER (WHERE d.rule_path = ${path}::text)`;
    return sql`max(d.have) ${own} AS ${have(index)}, max(d.need) ${own} AS ${need(index)}`;
  });
  return sql`SELECT d.user_id, ${sql.join([...columns, ...more])} FROM (${details}) d GROUP BY d.user_id`;
}

/** Every occurrence somebody meets: whether it would be awarded, and whether it was reached today or later. */
function occurrencesMet(ctx: Ctx, achievement: Previewed, now: Date): Sql {
  const today = dayOf(now, ctx.organization.timeZone).toString();
  const counts = achievement.earnFrom ? sql`q.met_on >= ${day(achievement.earnFrom)}` : sql`true`;
  return sql`SELECT q.user_id, q.occurrence, s.user_id IS NULL AS is_open, ${counts} AS counts, q.met_on >= ${day(today)} AS is_of_today
    FROM (${criteriaSql(achievement.criteria, compileContext(ctx, achievement, now))}) q
    LEFT JOIN (SELECT DISTINCT * FROM (${settled(awardScope(ctx, achievement, "all", now))}) one) s
      ON s.user_id = q.user_id AND s.occurrence = q.occurrence`;
}

/**
 * Everybody whom evaluation would look at, as a query other SQL can read from: `standing`, the occurrences that would
 * be awarded and how many of them were reached today (`awards`, `of_today`, `occurrences`), how many badges they hold
 * (`held`), and how far they are with the open occurrence (`missing`, `share`, and `haves` and `needs` in the order of
 * the rules). It reads what `evaluateAchievement` would award from, and the rules of what it leaves alone.
 */
export function peopleSql(ctx: Ctx, achievement: Previewed, now: Date): Sql {
  const { leaves, tree } = layOut(achievement.criteria);
  const { mine, now: at } = awardScope(ctx, achievement, "all", now);
  const details = detailSql(achievement.criteria, compileContext(ctx, achievement, now));
  const list = (column: (index: number) => Sql) => sql.join(leaves.map(({ index }) => column(index)));
  // OFFSET 0 keeps the planner from working out what is missing once for every place that uses it.
  return sql`SELECT p.*, CASE WHEN p.awards > 0 THEN 'earns' WHEN p.held > 0 THEN 'held' WHEN p.refused > 0 THEN 'refused'
      WHEN p.earlier > 0 THEN 'earlier' WHEN p.share > 0 AND (p.missing <= 1 OR p.share >= ${sql.lit(CLOSE_SHARE)}) THEN 'close'
      ELSE 'not_yet' END AS standing
    FROM (SELECT r.user_id, coalesce(m.awards, 0) AS awards, coalesce(m.of_today, 0) AS of_today, coalesce(m.refused, 0) AS refused,
        coalesce(m.earlier, 0) AS earlier, coalesce(m.occurrences, '{}') AS occurrences, coalesce(h.held, 0) AS held,
        coalesce(${missing(tree)}, 0)::float8 AS missing, coalesce(${share(tree)}, 0)::float8 AS share,
        ARRAY[${list(have)}]::float8[] AS haves, ARRAY[${list(need)}]::float8[] AS needs
      FROM (${rulesBeside(achievement.criteria, details)}) r
      LEFT JOIN (SELECT o.user_id, count(*) FILTER (WHERE o.is_open AND o.counts)::int AS awards,
          count(*) FILTER (WHERE o.is_open AND o.is_of_today)::int AS of_today, count(*) FILTER (WHERE NOT o.is_open)::int AS refused,
          count(*) FILTER (WHERE o.is_open AND NOT o.counts)::int AS earlier,
          array_agg(o.occurrence ORDER BY length(o.occurrence), o.occurrence) FILTER (WHERE o.is_open AND o.counts) AS occurrences
        FROM (${occurrencesMet(ctx, achievement, now)}) o GROUP BY o.user_id) m ON m.user_id = r.user_id
      LEFT JOIN (SELECT e.user_id, count(*)::int AS held FROM earned_badges e
        WHERE ${mine} AND e.declined_at IS NULL AND (e.status = 'pending_approval' OR (e.status = 'awarded' AND (e.expires_at IS NULL OR e.expires_at > ${at})))
        GROUP BY e.user_id) h ON h.user_id = r.user_id OFFSET 0) p`;
}
