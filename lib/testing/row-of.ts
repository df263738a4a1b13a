/** Gives the id of the only row of a table. */
export type Id = (table: string) => string;

/** What a row of a table looks like, where those it refers to are there already. */
export type RowOf = Readonly<{ table: string; sql: (id: Id) => string }>;
