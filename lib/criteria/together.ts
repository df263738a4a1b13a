import { sql } from "kysely";
import { metRowsSql, occurrencesSql } from "@/lib/criteria/compile";
import type { Criteria } from "@/lib/criteria/schema";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
import { type LaterScope, membersOf } from "@/lib/criteria/sql/scope";

/** One set of criteria among many. */
export type OneOfMany = Readonly<{
  achievementId: string;
  criteria: Criteria;
  isRepeatable: boolean;
  courseId: string | null;
  /** What need not be found again: a query with the columns `user_id` and `occurrence`. */
  held?: Sql;
  /** What else must hold of a row `q`, by when it was met too: `met_on`. */
  where?: Sql;
}>;

/**
 * Who meets which of these, as `achievement_id`, `user_id` and `occurrence`: each compiled as it is when it is awarded
 * (`criteriaSql`), but without when and by what it was met. A query inside one that has `tablesTogether`.
 */
export const togetherSql = (scope: LaterScope, all: readonly OneOfMany[]): Sql =>
  sql.join(
    all.map((one) => oneOfMany(scope, one)),
    sql` UNION ALL `,
  );

function oneOfMany(scope: LaterScope, { achievementId, courseId, where, ...one }: OneOfMany): Sql {
  const id = sql`${achievementId}::uuid`;
  const members = courseId
    ? sql`${membersOf(scope, courseId)}${ofPeople(scope.people, sql`m.user_id`)}`
    : sql`SELECT m.user_id FROM members m`;
  const asked = [{ ...scope, achievement: id }, one.criteria, { ...one, members }] as const;
  const rows = where ? metRowsSql(...asked) : occurrencesSql(...asked);
  return sql`SELECT ${id} AS achievement_id, q.user_id, q.occurrence FROM (${rows}) q${where ?? sql``}`;
}

/** What `togetherSql` reads from, each followed by a comma: what comes after WITH. To be called after it. */
export const tablesTogether = (scope: LaterScope): Sql =>
  sql`${scope.taken.table()}${scope.bounds.tables()}members AS MATERIALIZED (
      ${membersOf(scope, undefined)}${ofPeople(scope.people, sql`m.user_id`)}), `;
