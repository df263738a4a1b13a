const SEPARATOR = "\u001f";
const NOTHING = "\u001e";

type Value = string | number | boolean | null;

/**
 * Rows as one text per column, for `columnarSource` in SQL: several times faster to send and to read than arrays or
 * JSON. The two separators are control characters, which no cell contains (Cells refuses them); a value that has
 * one all the same is a bug and throws.
 */
export function columnar<Row>(
  rows: readonly Row[],
  columns: readonly ((row: Row, index: number) => Value)[],
): string[] {
  return columns.map((column) =>
    rows
      .map((row, index) => {
        const value = column(row, index);
        if (value === null) return NOTHING;
        const text = String(value);
        if (text.includes(SEPARATOR) || text === NOTHING) throw new Error("a separator stands in a value");
        return text;
      })
      .join(SEPARATOR),
  );
}

/** SQL of a table of texts from the parameters `$first` … made by `columnar`; an empty text is not among its values. */
export function columnarSource(first: number, names: readonly string[]): string {
  const texts = names.map((_, index) => `string_to_array($${first + index}::text, E'\\x1f', E'\\x1e')`);
  return `unnest(${texts.join(", ")}) AS given (${names.join(", ")})`;
}
