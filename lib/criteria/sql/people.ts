import { type RawBuilder, sql } from "kysely";

export type Sql = RawBuilder<unknown>;

/** Whom to look at: everybody, these, or the people a query names (its one column is `user_id`). */
export type People = "all" | readonly string[] | Sql;

/** An array in PostgreSQL's own notation: one text parameter, whatever the driver thinks of arrays. */
const arrayText = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;

export const textArray = (values: readonly string[]): Sql => sql`${arrayText(values)}::text[]`;

export const areNamed = (people: People): people is readonly string[] => Array.isArray(people);

/** `AND column is one of the people`, or nothing when everybody is meant. */
export function ofPeople(people: People, column: Sql): Sql {
  if (people === "all") return sql``;
  if (areNamed(people)) return sql` AND ${column} = ANY (${arrayText(people)}::uuid[])`;
  return sql` AND ${column} IN (${people})`;
}
