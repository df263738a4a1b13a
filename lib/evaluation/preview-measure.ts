import { sql } from "kysely";
import type { layOut } from "@/lib/criteria/occurrences";
import type { Match } from "@/lib/criteria/schema";
import type { Sql } from "@/lib/criteria/sql/people";

type Tree = ReturnType<typeof layOut>["tree"];

/** Columns of a rule beside the others: what a person has and what is needed. */
export const have = (index: number): Sql => sql.raw(`h${index}`);
export const need = (index: number): Sql => sql.raw(`n${index}`);

const neededOf = (match: Match, parts: number): number =>
  match === "all" ? parts : match === "any" ? 1 : match.atLeast;

/** The best `count` of some values, added up: the smallest of what is missing, the largest of what is done. */
function best(values: readonly Sql[], count: number, order: "ASC" | "DESC"): Sql {
  if (count >= values.length) return sql`(${sql.join(values, sql` + `)})`;
  if (count === 1) return sql`${sql.raw(order === "ASC" ? "least" : "greatest")}(${sql.join(values)})`;
  return sql`(SELECT sum(v.x) FROM (SELECT u.x FROM unnest(ARRAY[${sql.join(values)}]) u (x) ORDER BY u.x ${sql.raw(order)} LIMIT ${sql.lit(count)}) v)`;
}

const leftOf = (index: number): Sql => sql`greatest(${need(index)} - ${have(index)}, 0)`;

/**
 * How much is left until it is met, by the shortest way: activities, hours, courses … added up. `left` says how much
 * one rule asks for, where some rules are to count for more than what is left of them.
 */
export function missing(tree: Tree, left: (index: number) => Sql = leftOf): Sql {
  if (tree.kind === "leaf") return left(tree.index);
  const parts = tree.parts.map((part) => missing(part, left));
  return best(parts, neededOf(tree.match, tree.parts.length), "ASC");
}

/** How far somebody is, from 0 to 1: the same number as `overallShare` of lib/evaluation/rules.ts. */
export function share(tree: Tree): Sql {
  if (tree.kind === "leaf") {
    return sql`least(greatest(${have(tree.index)} / nullif(${need(tree.index)}, 0), 0), 1)`;
  }
  const needed = neededOf(tree.match, tree.parts.length);
  return sql`(${best(tree.parts.map(share), needed, "DESC")} / ${sql.lit(needed)})`;
}
