import { type CompiledQuery, sql } from "kysely";
import { type Leaf, layOut, type OccurrencePlan, planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import { oneMore } from "@/lib/criteria/sql/one-more";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
import { ruleSql } from "@/lib/criteria/sql/rule";
import {
  type CompileContext,
  everybodyOf,
  type LaterScope,
  membersOf,
  type Scope,
  scopeOf,
} from "@/lib/criteria/sql/scope";
import { AppError, msg } from "@/lib/errors";

/** How far one person is with one rule. */
export type DetailRow = {
  user_id: string;
  /** Place of the rule: `2`, or `2.1` inside a group. */
  rule_path: string;
  rule_type: string;
  /** The occurrence that is looked at, or null: the open one (this window, the next threshold). */
  occurrence: string | null;
  have: number;
  need: number;
  met: boolean;
  met_on: Date | null;
  met_at: Date | null;
};

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (number: number) => String(number).padStart(2, "0");

/** `2026`, `2026-Q4` or `2026-03` as its first and last day; null when it is none of these. */
export function windowNamed(occurrence: string): { from: string; to: string } | null {
  const parts = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(occurrence);
  if (!parts) return null;
  const [, year = "", quarter, month] = parts;
  const last = quarter ? Number(quarter) * 3 : month ? Number(month) : 12;
  const first = quarter ? last - 2 : month ? last : 1;
  return { from: `${year}-${two(first)}-01`, to: `${year}-${two(last)}-${lastDay(Number(year), last)}` };
}

/** `3`, or `0.25` of something that is counted in quarters. */
const COUNT = /^(?:[1-9]\d{0,6}|\d{1,7}\.(?:25|5|75))$/;

function pinnedRule({ index, rule }: Leaf, plan: OccurrencePlan, occurrence: string): Leaf["rule"] {
  const unknown = new AppError("not_found", msg("criteria.unknownOccurrence"));
  if (plan.kind === "once") {
    if (occurrence !== "once") throw unknown;
    return rule;
  }
  if (plan.kind === "window") {
    const window = windowNamed(occurrence);
    if (!window) throw unknown;
    return plan.leaves.includes(index) ? ({ ...rule, window } as Leaf["rule"]) : rule;
  }
  const threshold = Number(occurrence);
  if (!COUNT.test(occurrence)) throw unknown;
  return plan.leaf === index ? ({ ...rule, threshold, thresholds: undefined } as Leaf["rule"]) : rule;
}

/** What is still to be reached: of listed thresholds the next one, else the next multiple. */
function openNeed(plan: OccurrencePlan, leaf: Leaf, have: Sql): Sql | null {
  if (plan.kind === "multiples" && plan.leaf === leaf.index) {
    return sql`(floor(${have} / ${sql.lit(plan.step)}) + 1) * ${sql.lit(plan.step)}`;
  }
  if (plan.kind !== "listed" || plan.leaf !== leaf.index) return null;
  const list = sql.join(plan.thresholds.map((threshold) => sql`(${sql.lit(threshold)})`));
  return sql`(SELECT coalesce(min(v.n) FILTER (WHERE v.n > ${have}), max(v.n)) FROM (VALUES ${list}) v (n))`;
}

const have = sql`coalesce(r.have, 0)`;

type Wanted = Readonly<{ occurrence: string | null; withOneMore: boolean }>;

function ruleDetail(scope: Scope, leaf: Leaf, plan: OccurrencePlan, wanted: Wanted): Sql {
  const { occurrence } = wanted;
  const rule = occurrence === null ? leaf.rule : pinnedRule(leaf, plan, occurrence);
  const need = occurrence === null ? leaf.need : needAt(leaf, plan, occurrence);
  const { rows, late } = ruleSql(scope, rule, { kind: "once", need, everybody: true });
  const open = occurrence === null ? openNeed(plan, leaf, have) : null;
  const needed = open ?? sql.lit(need);
  const more = wanted.withOneMore ? oneMore(scope, leaf.rule) : null;
  const tip = late ? late({ user: sql`p.user_id`, w: sql`0` }) : sql`r.tip`;
  return sql`SELECT p.user_id, ${leaf.path}::text AS rule_path, ${leaf.rule.type}::text AS rule_type, ${occurrence}::text AS occurrence,
      ${have} AS have, (${needed})::float8 AS need, ${have} >= ${needed} AS met,
      (${more?.have(have) ?? have})::float8 AS have_with_one_more,
      CASE WHEN ${open ? sql`false` : sql`${have} >= ${needed}`} THEN ${tip} END AS met_at
    FROM people p LEFT JOIN (${rows}) r ON r.user_id = p.user_id${more?.join ? sql` LEFT JOIN (${more.join}) x ON x.user_id = p.user_id` : sql``}`;
}

/**
 * How far `members` (a query with the column `user_id`) are with the open occurrence of every rule, and nothing of when:
 * `user_id`, `rule_path`, `have` and `need`.
 */
export function openDetailSql(
  scope: LaterScope,
  criteria: Criteria,
  isRepeatable: boolean,
  members: Sql,
): Sql {
  const plan = planOccurrences(criteria, isRepeatable);
  const rules = layOut(criteria).leaves.map((leaf) => {
    const { rows } = ruleSql(scope, leaf.rule, { kind: "once", need: leaf.need, everybody: true });
    const need = openNeed(plan, leaf, have) ?? sql.lit(leaf.need);
    return sql`SELECT p.user_id, ${leaf.path}::text AS rule_path, ${have} AS have, (${need})::float8 AS need
      FROM (${members}) p LEFT JOIN ${scope.shared.of(rows)} r ON r.user_id = p.user_id`;
  });
  return sql.join(rules, sql` UNION ALL `);
}

const needAt = (leaf: Leaf, plan: OccurrencePlan, occurrence: string): number =>
  (plan.kind === "listed" || plan.kind === "multiples") && plan.leaf === leaf.index
    ? Number(occurrence)
    : leaf.need;

/**
 * How far everybody in `context.people` is with every rule, met or not: one row per person and rule, as a query other
 * SQL can read from. Without `occurrence` it is the open one: the window that contains `now`, the next listed
 * threshold, the next multiple (whose `met_on` is then unknown). Throws `not_found` for an occurrence these criteria
 * do not have. `withOneMore` adds the column `have_with_one_more`: what they would have if one activity more, of the kind
 * the rule counts, happened now.
 */
export function detailSql(
  criteria: Criteria,
  context: Omit<CompileContext, "held">,
  occurrence: string | null = null,
  withOneMore = false,
): Sql {
  const scope = scopeOf(context);
  const plan = planOccurrences(criteria, context.isRepeatable);
  const rules = layOut(criteria).leaves.map((leaf) =>
    ruleDetail(scope, leaf, plan, { occurrence, withOneMore }),
  );
  const people = sql`people AS MATERIALIZED (${context.anybody ? everybodyOf(scope) : membersOf(scope, context.courseId)}${ofPeople(context.people, sql`m.user_id`)})`;
  return sql`WITH ${scope.bounds.tables()}${people}
    SELECT d.user_id, d.rule_path, d.rule_type, d.occurrence, d.have, d.need, d.met,${withOneMore ? sql` d.have_with_one_more,` : sql``} (d.met_at AT TIME ZONE ${scope.zone})::date AS met_on, d.met_at
    FROM (${sql.join(rules, sql` UNION ALL `)}) d`;
}

/** The same, ready for `runQuery` inside a tenant's transaction: progress, and why or why not. */
export const compileDetail = (
  criteria: Criteria,
  context: Omit<CompileContext, "held">,
  occurrence: string | null = null,
): CompiledQuery<DetailRow> => sql<DetailRow>`${detailSql(criteria, context, occurrence)}`.compile(compiler);
