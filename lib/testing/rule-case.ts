import { idOf } from "@/lib/testing/one-of-everything";

/** The id of our row of a table, as SQL. */
export const id = (table: string) => `'${idOf(table, "ours")}'`;

/** A statement that changes our row of a table. */
export const change = (table: string, assignments: string) =>
  `UPDATE ${table} SET ${assignments} WHERE id = ${id(table)}`;
