import type { CompiledQuery } from "kysely";

/** What is different each time a compiled query runs, though its text is the same. */
export type Values = Readonly<{
  organization: string;
  /** IANA name. */
  zone: string;
  now: Date;
  people: readonly string[];
}>;

/** The place of such a value. However often a query names it, it is one parameter. */
export class Slot {
  constructor(readonly name: keyof Values) {}
}

export const LATER = {
  organization: new Slot("organization"),
  zone: new Slot("zone"),
  now: new Slot("now"),
  people: new Slot("people"),
} as const satisfies Record<keyof Values, Slot>;

/** An array in PostgreSQL's own notation: one text parameter, whatever the driver thinks of arrays. */
export const arrayText = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;

function valueIn({ name }: Slot, values: Values): string {
  if (name === "now") return values.now.toISOString();
  return name === "people" ? arrayText(values.people) : values[name];
}

/** The same query with its values: what `runQuery` takes. */
export const bind = <Row>(query: CompiledQuery<Row>, values: Values): CompiledQuery<Row> => ({
  ...query,
  parameters: query.parameters.map((value) => (value instanceof Slot ? valueIn(value, values) : value)),
});
