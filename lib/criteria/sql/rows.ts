import { sql } from "kysely";
import type { RepeatingWindow } from "@/lib/criteria/rule-schema";
import type { Sql } from "@/lib/criteria/sql/people";

/** What is asked of one rule. */
export type Asked =
  /** Once for each person: at least `need`, or, with `everybody`, whatever they have. */
  | Readonly<{ kind: "once"; need: number; everybody: boolean }>
  /** Once for each window of this unit in which there is at least `need`. */
  | Readonly<{ kind: "window"; unit: RepeatingWindow; need: number }>
  /** Once for each of these counts that was reached. */
  | Readonly<{ kind: "listed"; thresholds: readonly number[] }>
  /** Once for each multiple of `step` that was reached. */
  | Readonly<{ kind: "multiples"; step: number }>;

/**
 * A rule as a query with the columns `user_id`, `w` (the window's number or the count reached; 0 when asked once),
 * `have` and `tip`, the instant it was met. Where finding the instant is dear, `tip` is null and `late` finds it for
 * the one row of the people who are awarded. `fact` finds the id of the fact that happened at the tip.
 */
export type RuleSql = Readonly<{
  rows: Sql;
  late?: (row: Readonly<{ user: Sql; w: Sql }>) => Sql;
  fact?: (row: Readonly<{ user: Sql; at: Sql }>) => Sql;
}>;

export type Counted = Exclude<Asked, { kind: "window" }>;

/** The lowest count that gives a row. */
export const lowest = (asked: Asked): number => {
  switch (asked.kind) {
    case "listed":
      return Math.min(...asked.thresholds);
    case "multiples":
      return asked.step;
    default:
      return asked.need;
  }
};

/** `HAVING count >= need`, or nothing when everybody is shown. */
export const atLeast = (asked: Asked, count: Sql, need: number): Sql =>
  asked.kind === "once" && asked.everybody ? sql`` : sql` HAVING ${count} >= ${sql.lit(need)}`;

/** The counts asked for that lie above `below` and not above `reached`, as a set of `w`. */
export function positions(asked: Exclude<Counted, { kind: "once" }>, below: Sql, reached: Sql): Sql {
  if (asked.kind === "multiples") {
    const step = sql.lit(asked.step);
    return sql`(SELECT generate_series((${below}::bigint / ${step} + 1) * ${step}, ${reached}::bigint, ${step}::bigint)::int AS w)`;
  }
  const list = sql.join(asked.thresholds.map((threshold) => sql`(${sql.lit(threshold)})`));
  return sql`(SELECT v.w FROM (VALUES ${list}) v (w) WHERE v.w > ${below} AND v.w <= ${reached})`;
}

/**
 * Rows of a rule whose items (query with `user_id` and the instant `at`) count one each: the nth item tips the
 * nth count. One pass over the items, read in order where an index has them so.
 */
export function ranked(items: Sql, asked: Counted): Sql {
  if (asked.kind === "once") {
    return sql`SELECT i.user_id, 0 AS w, count(*)::float8 AS have, (array_agg(i.at ORDER BY i.at))[${sql.lit(asked.need)}] AS tip
      FROM (${items}) i GROUP BY i.user_id${atLeast(asked, sql`count(*)`, asked.need)}`;
  }
  return sql`SELECT l.user_id, p.w, p.w::float8 AS have, l.instants[p.w] AS tip
    FROM (SELECT i.user_id, array_agg(i.at ORDER BY i.at) AS instants FROM (${items}) i
      GROUP BY i.user_id${atLeast(asked, sql`count(*)`, lowest(asked))}) l
    CROSS JOIN LATERAL ${positions(asked, sql`0`, sql`cardinality(l.instants)`)} p`;
}
