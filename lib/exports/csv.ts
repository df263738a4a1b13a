import { stringify } from "csv-stringify/sync";

/**
 * Rows as CSV text, page by page: the header line comes first, also when there are no rows. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export async function* csvOf<Row extends object>(
  columns: readonly (keyof Row & string)[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield `${columns.join(",")}\n`;
  for await (const rows of pages) {
    if (rows.length > 0) yield stringify([...rows], { columns: [...columns], escape_formulas: true });
  }
}
