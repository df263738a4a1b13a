import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { detailSql } from "@/lib/criteria/detail";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria, Match } from "@/lib/criteria/schema";
import type { Sql } from "@/lib/criteria/sql/people";
import { have, need } from "@/lib/evaluation/preview-measure";
import { compileContext, type Previewed, rulesBeside } from "@/lib/evaluation/preview-people";

type Tree = ReturnType<typeof layOut>["tree"];

/** The same rules as if each were asked once: several thresholds become the first of them. */
export function askedOnce(criteria: Criteria): Criteria {
  const once = <Rule extends object>(rule: Rule): Rule => {
    const { thresholds, ...rest } = rule as { thresholds?: number[] };
    return thresholds ? ({ ...rest, threshold: thresholds[0] } as unknown as Rule) : rule;
  };
  return {
    ...criteria,
    rules: criteria.rules.map((rule) =>
      rule.type === "group" ? { ...rule, rules: rule.rules.map(once) } : once(rule),
    ),
  };
}

const neededOf = (match: Match, parts: number): number =>
  match === "all" ? parts : match === "any" ? 1 : match.atLeast;

/** Whether it is met if the chosen rule were, or were not. */
function isMet(tree: Tree, chosen: number, assumed: boolean): Sql {
  if (tree.kind === "leaf") {
    return tree.index === chosen
      ? sql.lit(assumed)
      : sql`coalesce(${have(tree.index)} >= ${need(tree.index)}, false)`;
  }
  const parts = tree.parts.map((part) => sql`(${isMet(part, chosen, assumed)})::int`);
  return sql`(${sql.join(parts, sql` + `)} >= ${sql.lit(neededOf(tree.match, parts.length))})`;
}

/**
 * How many people had how much of the chosen rule at a moment, as rows `value` and `people`: -1 are those who qualify
 * whatever its threshold, 0 those who do not at any, and only whole steps count. Windows are the ones that
 * contain that moment, and every other rule is judged by it too.
 */
export function distributionSql(
  ctx: Ctx,
  achievement: Previewed,
  { index: chosen, step }: Readonly<{ index: number; step: number }>,
  { at, isCurrent }: Readonly<{ at: Date; isCurrent: boolean }>,
): Sql {
  const criteria = askedOnce(achievement.criteria);
  const { tree } = layOut(criteria);
  const context = { ...compileContext(ctx, achievement, at), isRepeatable: false, inThePast: !isCurrent };
  return sql`SELECT v.value, count(*)::int AS people FROM (
      SELECT CASE WHEN ${isMet(tree, chosen, false)} THEN -1 WHEN ${isMet(tree, chosen, true)} THEN greatest(floor(${have(chosen)} / ${sql.lit(step)}) * ${sql.lit(step)}, 0) ELSE 0 END::float8 AS value
      FROM (${rulesBeside(criteria, detailSql(criteria, context))}) r) v
    GROUP BY v.value ORDER BY v.value`;
}
