import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { criteriaSql } from "@/lib/criteria/compile";
import type { Sql } from "@/lib/criteria/sql/people";
import { awardScope, settled } from "@/lib/evaluation/evaluate-achievement";
import { previewed, type Readable } from "@/lib/evaluation/preview-definition-queries";
import { compileContext, type Previewed } from "@/lib/evaluation/preview-people";
import type { DifferenceKind } from "@/lib/evaluation/preview-rules";

type Change = Readonly<{
  read: Readable;
  /** The rules as they would be; null when nobody would be evaluated any more. */
  next: Previewed | null;
  /** What the new definition would award has run out already. */
  isOver: boolean;
  now: Date;
}>;

/** Whom these rules find; `counts` is false for what was reached before the first day on which it can be earned. */
function metBy(ctx: Ctx, one: Previewed | null, now: Date): Sql {
  if (!one) return sql`SELECT NULL::uuid AS user_id, NULL::text AS occurrence, false AS counts WHERE false`;
  const counts = one.earnFrom ? sql`q.met_on >= ${one.earnFrom.toISOString().slice(0, 10)}::date` : sql`true`;
  const context = compileContext(ctx, one, now);
  return sql`SELECT q.user_id, q.occurrence, ${counts} AS counts FROM (${criteriaSql(one.criteria, context)}) q`;
}

/**
 * Everybody whom a change of the rules touches or leaves alone, one row per person: the occurrences `gained`, `lost`
 * and `unaffected`, null where there are none. What the present rules would award anyway at the next evaluation is
 * not the change's doing, and no row.
 */
export function changesSql(ctx: Ctx, { read, next, isOver, now }: Change): Sql {
  const present = read.kind === "criteria" ? previewed(read.achievement, read.criteria) : null;
  const scope = awardScope(ctx, read.achievement, "all", now);
  const settledBy = (renewable: boolean) =>
    sql`SELECT DISTINCT * FROM (${settled({ ...scope, renewable })}) s`;
  const same = (table: string) =>
    sql`${sql.raw(table)}.user_id = c.user_id AND ${sql.raw(table)}.occurrence = c.occurrence`;
  const isComing =
    read.achievement.status === "active"
      ? sql`EXISTS (SELECT FROM present p WHERE ${same("p")} AND p.counts) AND NOT EXISTS (SELECT FROM settled_present t WHERE ${same("t")})`
      : sql`false`;
  return sql`WITH present AS MATERIALIZED (${metBy(ctx, present, now)}),
    upcoming AS MATERIALIZED (${metBy(ctx, next, now)}),
    settled_present AS MATERIALIZED (${settledBy(read.achievement.renewable)}),
    settled_upcoming AS MATERIALIZED (${settledBy(next?.renewable ?? false)}),
    changes AS (
      SELECT c.user_id, c.occurrence, 'gained' AS kind FROM upcoming c
      WHERE c.counts AND ${sql.lit(!isOver)} AND NOT EXISTS (SELECT FROM settled_upcoming t WHERE ${same("t")}) AND NOT (${isComing})
      UNION ALL
      SELECT c.user_id, c.occurrence, CASE WHEN ${sql.lit(next !== null)} AND c.source IN ('automatic', 'backfill') AND c.awarded_by_user_id IS NULL
          AND EXISTS (SELECT FROM present p WHERE ${same("p")}) AND NOT EXISTS (SELECT FROM upcoming n WHERE ${same("n")})
        THEN 'lost' ELSE 'unaffected' END AS kind
      FROM (SELECT e.* FROM earned_badges e WHERE ${scope.mine} AND e.declined_at IS NULL
        AND (e.status = 'pending_approval' OR (e.status = 'awarded' AND (e.expires_at IS NULL OR e.expires_at > ${scope.now})))) c
    )
    SELECT x.user_id, ${sql.join((["gained", "lost", "unaffected"] as const).map(occurrencesOf))} FROM changes x GROUP BY x.user_id`;
}

const occurrencesOf = (kind: DifferenceKind): Sql =>
  sql`array_agg(x.occurrence ORDER BY length(x.occurrence), x.occurrence) FILTER (WHERE x.kind = ${sql.lit(kind)}) AS ${sql.raw(kind)}`;
