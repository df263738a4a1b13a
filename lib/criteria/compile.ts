import { type CompiledQuery, sql } from "kysely";
import {
  type Leaf,
  layOut,
  type OccurrencePlan,
  planOccurrences,
  type Tree,
} from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { haveColumn, isMet, metAt, tipColumn } from "@/lib/criteria/sql/combine";
import { compiler } from "@/lib/criteria/sql/compiler";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
import type { Asked, RuleSql } from "@/lib/criteria/sql/rows";
import { ruleSql } from "@/lib/criteria/sql/rule";
import { type CompileContext, membersOf, type Scope, scopeOf } from "@/lib/criteria/sql/scope";

/** One earned occurrence. The arrays have one place per rule, in the order of `paths`; null where a rule is not met. */
export type MetRow = {
  user_id: string;
  occurrence: string;
  met: true;
  /** The organisation's day on which the last needed rule was met, as midnight UTC when a driver makes it a Date. */
  met_on: Date;
  met_at: Date;
  /** What the person has, what was needed, and the day the rule was met. */
  haves: (number | null)[];
  needs: number[];
  met_days: (Date | null)[];
  /** The activity, referral or course registration that tipped the rule; of other rules, and unless asked for, null. */
  facts: (string | null)[];
};

function askedOf(plan: OccurrencePlan, { index, need }: Leaf): Asked {
  if (plan.kind === "window" && plan.leaves.includes(index)) return { kind: "window", unit: plan.unit, need };
  if (plan.kind === "listed" && plan.leaf === index) return plan;
  if (plan.kind === "multiples" && plan.leaf === index) return plan;
  return { kind: "once", need, everybody: false };
}

/** The rules beside each other: one row per person (and window or count), columns h0, t0, h1, t1 … */
function beside(leaves: readonly Leaf[], rules: readonly RuleSql[]): Sql {
  const [only] = leaves;
  if (only && leaves.length === 1) {
    const { rows } = rules[only.index] as RuleSql;
    return sql`SELECT r.user_id, r.w, r.have AS ${haveColumn(only.index)}, r.tip AS ${tipColumn(only.index)} FROM (${rows}) r`;
  }
  const columns = leaves.map(({ index }) => {
    const own = sql`FILTER (WHERE u.i = ${sql.lit(index)})`;
    return sql`max(u.have) ${own} AS ${haveColumn(index)}, max(u.tip) ${own} AS ${tipColumn(index)}`;
  });
  const rows = leaves.map(
    ({ index }) =>
      sql`SELECT r.user_id, r.w, r.have, r.tip, ${sql.lit(index)} AS i FROM (${rules[index]?.rows}) r`,
  );
  return sql`SELECT u.user_id, u.w, ${sql.join(columns)} FROM (${sql.join(rows, sql` UNION ALL `)}) u GROUP BY u.user_id, u.w`;
}

const decides = (plan: OccurrencePlan, index: number): boolean =>
  plan.kind === "once" || (plan.kind === "window" ? plan.leaves.includes(index) : plan.leaf === index);

/** Rules that give the occurrences, joined by those that are the same for every occurrence of a person. */
function candidates(leaves: readonly Leaf[], plan: OccurrencePlan, rules: readonly RuleSql[]): Sql {
  const deciding = leaves.filter(({ index }) => decides(plan, index));
  const others = leaves.filter(({ index }) => !decides(plan, index));
  if (others.length === 0) return beside(deciding, rules);
  const columns = others.map(({ index }) => sql`o.${haveColumn(index)}, o.${tipColumn(index)}`);
  return sql`SELECT d.*, ${sql.join(columns)} FROM (${beside(deciding, rules)}) d
    LEFT JOIN (${beside(others, rules)}) o ON o.user_id = d.user_id`;
}

function occurrenceName(scope: Scope, plan: OccurrencePlan): Sql {
  if (plan.kind === "once") return sql`'once'`;
  return plan.kind === "window" ? scope.bounds.nameOf(plan.unit, sql`c.w`) : sql`c.w::text`;
}

/** The instant a rule was met, looked up now for those that left it for later. */
const tipOf = ({ late }: RuleSql, index: number): Sql =>
  late
    ? sql`CASE WHEN c.${haveColumn(index)} IS NOT NULL THEN ${late({ user: sql`c.user_id`, w: sql`c.w` })} END AS ${tipColumn(index)}`
    : sql`c.${tipColumn(index)}`;

/** The fact that happened when the rule was met. */
const factOf = ({ fact }: RuleSql, index: number): Sql =>
  fact
    ? sql`CASE WHEN ${tipColumn(index)} IS NOT NULL THEN ${fact({ user: sql`a.user_id`, at: sql`a.${tipColumn(index)}` })} END`
    : sql`NULL`;

/** When the occurrence was met: never before a rule that decides occurrences was. */
function occurredAt(plan: OccurrencePlan, tree: Tree): Sql {
  if (plan.kind === "once") return metAt(tree);
  const deciding = plan.kind === "window" ? plan.leaves : [plan.leaf];
  return sql`greatest(${metAt(tree)}, least(${sql.join(deciding.map(tipColumn))}))`;
}

/** How one set of criteria is asked about: whose occurrences it has, and which need not be found again. */
export type Question = Readonly<{
  isRepeatable: boolean;
  /** A query with the one column `user_id`: nobody else is answered. */
  members: Sql;
  held?: Sql;
}>;

type Compiled = Readonly<{
  plan: OccurrencePlan;
  leaves: readonly Leaf[];
  tree: Tree;
  rules: readonly RuleSql[];
  /** Of a row `c`. */
  occurrence: Sql;
  /** FROM and WHERE: the people and occurrences that meet it, as `c`. */
  met: Sql;
}>;

/** The one meaning of criteria: whatever is asked about them, these are the rows that meet them. */
function compiled(scope: Scope, criteria: Criteria, { isRepeatable, members, held }: Question): Compiled {
  const plan = planOccurrences(criteria, isRepeatable);
  const { leaves, tree } = layOut(criteria);
  const rules = leaves.map((leaf) => ruleSql(scope, leaf.rule, askedOf(plan, leaf)));
  const occurrence = occurrenceName(scope, plan);
  const notHeld = held
    ? sql` AND NOT EXISTS (SELECT FROM (${held}) held WHERE held.user_id = c.user_id AND held.occurrence = ${occurrence})`
    : sql``;
  const met = sql`FROM (${candidates(leaves, plan, rules)}) c
        WHERE ${isMet(tree)} AND c.user_id IN (${members})${notHeld}`;
  return { plan, leaves, tree, rules, occurrence, met };
}

/** Only who meets them and for which occurrence (`user_id`, `occurrence`), without when and by what. */
export function occurrencesSql(scope: Scope, criteria: Criteria, question: Question): Sql {
  const { occurrence, met } = compiled(scope, criteria, question);
  return sql`SELECT c.user_id, ${occurrence} AS occurrence ${met}`;
}

/**
 * Who meets these criteria: one row per person and occurrence, as a query other SQL can read from
 * (`INSERT … SELECT … FROM (criteriaSql(…)) q`). Active members only, whatever their role; voided facts and facts
 * after `now` never count. Not repeatable: a window of a year, quarter or month is the one that contains `now`.
 * Occurrences as `planOccurrences` says; in a window at least one rule of that window is met, and of listed or
 * counted ones the rule that decides. Throws `invalid` when the criteria cannot repeat (or must).
 */
export function criteriaSql(criteria: Criteria, context: CompileContext): Sql {
  const scope = scopeOf(context);
  const members = sql`${membersOf(scope, context.courseId)}${ofPeople(context.people, sql`m.user_id`)}`;
  const body = metRowsSql(scope, criteria, { ...context, members });
  return sql`WITH ${scope.bounds.tables()}everything AS (${body}) SELECT * FROM everything`;
}

/** The same inside a query that has the scope's tables. */
export function metRowsSql(
  scope: Scope,
  criteria: Criteria,
  question: Question & Pick<CompileContext, "withFacts">,
): Sql {
  const { plan, leaves, tree, rules, occurrence, met } = compiled(scope, criteria, question);
  const all = (column: (index: number) => Sql) => sql.join(leaves.map(({ index }) => column(index)));
  const needs = leaves.map(({ index, need }) =>
    plan.kind !== "window" && decides(plan, index) && plan.kind !== "once" ? sql`c.w` : sql.lit(need),
  );
  const day = (instant: Sql) => sql`(${instant} AT TIME ZONE ${scope.zone})::date`;
  // OFFSET 0 keeps the planner from looking a tip up once for every column that uses it.
  return sql`
    SELECT a.user_id, a.occurrence, true AS met, ${day(sql`a.met_at`)} AS met_on, a.met_at, a.haves, a.needs,
      ARRAY[${all((index) => day(tipColumn(index)))}] AS met_days,
      ARRAY[${all((index) => (question.withFacts ? factOf(rules[index] as RuleSql, index) : sql`NULL`))}]::uuid[] AS facts
    FROM (SELECT t.*, ${occurredAt(plan, tree)} AS met_at
      FROM (SELECT c.user_id, ${occurrence} AS occurrence, ARRAY[${all(haveColumn)}]::float8[] AS haves, ARRAY[${sql.join(needs)}]::float8[] AS needs,
          ${sql.join(leaves.map(({ index }) => tipOf(rules[index] as RuleSql, index)))}, ${all(haveColumn)}
        ${met}
        OFFSET 0) t) a`;
}

/** The same, ready for `runQuery` inside a tenant's transaction. */
export const compileCriteria = (criteria: Criteria, context: CompileContext): CompiledQuery<MetRow> =>
  sql<MetRow>`${criteriaSql(criteria, context)}`.compile(compiler);
