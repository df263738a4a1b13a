import { type RawBuilder, sql } from "kysely";
import { arrayText, Slot } from "@/lib/criteria/sql/slots";

export type Sql = RawBuilder<unknown>;

/** People by the order of their ids: after one of them, up to and with another; null is no bound. */
export type Range = Readonly<{ after: string | null; upTo: string | null }>;

/**
 * Whom to look at: everybody, these, those of a range, the people a query names (its one column is `user_id`), or a few
 * that are only named when the query runs.
 */
export type People = "all" | readonly string[] | Range | Sql | Slot;

export const textArray = (values: readonly string[]): Sql => sql`${arrayText(values)}::text[]`;

export const areNamed = (people: People): people is readonly string[] => Array.isArray(people);

/** They are few enough to be looked up one by one. */
export const areFew = (people: People): people is readonly string[] | Slot =>
  areNamed(people) || people instanceof Slot;

export const isRange = (people: People): people is Range => typeof people === "object" && "upTo" in people;

/** `AND column is one of the people`, or nothing when everybody is meant. */
export function ofPeople(people: People, column: Sql): Sql {
  if (people === "all") return sql``;
  if (isRange(people)) {
    const after = people.after === null ? sql`` : sql` AND ${column} > ${people.after}::uuid`;
    return people.upTo === null ? after : sql`${after} AND ${column} <= ${people.upTo}::uuid`;
  }
  if (people instanceof Slot) return sql` AND ${column} = ANY (${people}::uuid[])`;
  if (areNamed(people)) return sql` AND ${column} = ANY (${arrayText(people)}::uuid[])`;
  return sql` AND ${column} IN (${people})`;
}
