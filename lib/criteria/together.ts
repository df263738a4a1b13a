import { sql } from "kysely";
import { metRowsSql, occurrencesSql } from "@/lib/criteria/compile";
import { openDetailSql } from "@/lib/criteria/detail";
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
  const members = membersFor(scope, courseId);
  const asked = [{ ...scope, achievement: id }, one.criteria, { ...one, members }] as const;
  const rows = where ? metRowsSql(...asked) : occurrencesSql(...asked);
  return sql`SELECT ${id} AS achievement_id, q.user_id, q.occurrence FROM (${rows}) q${where ?? sql``}`;
}

const membersFor = (scope: LaterScope, courseId: string | null): Sql =>
  courseId
    ? sql`${membersOf(scope, courseId)}${ofPeople(scope.people, sql`m.user_id`)}`
    : sql`SELECT m.user_id FROM members m`;

/**
 * How far everybody is with the open occurrence of each of these: `achievement_id`, `user_id`, `rule_path`, `have` and
 * `need`, as `detailSql` has them. A query inside one that has `tablesTogether`.
 */
export const progressTogetherSql = (
  scope: LaterScope,
  all: readonly Omit<OneOfMany, "held" | "where">[],
): Sql =>
  sql.join(
    all.map(({ achievementId, criteria, isRepeatable, courseId }) => {
      const achievement = sql`${achievementId}::uuid`;
      const members = membersFor(scope, courseId);
      const details = openDetailSql({ ...scope, achievement }, criteria, isRepeatable, members);
      return sql`SELECT ${achievement} AS achievement_id, d.user_id, d.rule_path, d.have, d.need FROM (${details}) d`;
    }),
    sql` UNION ALL `,
  );

/** What these two read from, each followed by a comma: what comes after WITH. To be called after it. */
export const tablesTogether = (scope: LaterScope): Sql =>
  sql`${scope.taken.table()}${scope.bounds.tables()}${scope.shared.tables()}members AS MATERIALIZED (
      ${membersOf(scope, undefined)}${ofPeople(scope.people, sql`m.user_id`)}), `;
