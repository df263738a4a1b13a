import { sql } from "kysely";
import type { Tree } from "@/lib/criteria/occurrences";
import type { Match } from "@/lib/criteria/schema";
import type { Sql } from "@/lib/criteria/sql/people";

/** A leaf's columns once the rules stand beside each other: what the person has, null unless met, and since when. */
export const haveColumn = (index: number): Sql => sql.raw(`h${index}`);
export const tipColumn = (index: number): Sql => sql.raw(`t${index}`);

/** How many of so many parts a match needs. */
const neededOf = (match: Match, parts: number): number =>
  match === "all" ? parts : match === "any" ? 1 : match.atLeast;

/** Whether the person meets it. */
export function isMet(tree: Tree): Sql {
  if (tree.kind === "leaf") return sql`${haveColumn(tree.index)} IS NOT NULL`;
  const parts = tree.parts.map(isMet);
  const needed = neededOf(tree.match, parts.length);
  if (needed === parts.length) return sql`(${sql.join(parts, sql` AND `)})`;
  if (needed === 1) return sql`(${sql.join(parts, sql` OR `)})`;
  return sql`(${sql.join(
    parts.map((part) => sql`(${part})::int`),
    sql` + `,
  )} >= ${sql.lit(needed)})`;
}

/** When the last needed part was met; null unless all of it is. */
export function metAt(tree: Tree): Sql {
  if (tree.kind === "leaf") return tipColumn(tree.index);
  const parts = sql.join(tree.parts.map(metAt));
  const needed = neededOf(tree.match, tree.parts.length);
  if (needed === tree.parts.length) return sql`CASE WHEN ${isMet(tree)} THEN greatest(${parts}) END`;
  if (needed === 1) return sql`least(${parts})`;
  return sql`(SELECT at FROM unnest(ARRAY[${parts}]) AS part (at) WHERE at IS NOT NULL ORDER BY at OFFSET ${sql.lit(needed - 1)} LIMIT 1)`;
}
