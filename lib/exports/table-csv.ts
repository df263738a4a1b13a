import { stringify } from "csv-stringify/sync";

/** A day is `yyyy-mm-dd`, and a time `hh:mm` by the clock its reader goes by. */
export type TableCell = string | number | Readonly<{ day: string; time?: string }>;

const written = (cell: TableCell): string | number =>
  typeof cell === "object" ? [cell.day, cell.time].filter(Boolean).join(" ") : cell;
const lines = (rows: readonly (readonly TableCell[])[]): string =>
  stringify(
    rows.map((row) => row.map(written)),
    { escape_formulas: true },
  );

/**
 * A table as a person sees it, as CSV text with its header line: for spreadsheets, in the reader's own words. A text
 * that a spreadsheet would take for a formula gets an apostrophe before it, the header too. A day is `yyyy-mm-dd`.
 */
export const tableCsv = (header: readonly string[], rows: readonly (readonly TableCell[])[]): string =>
  lines([header, ...rows]);

/** The same page by page, so that a long table needs no memory. */
export async function* tableCsvPages(
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly TableCell[])[]>,
): AsyncGenerator<string> {
  yield lines([header]);
  for await (const rows of pages) if (rows.length > 0) yield lines(rows);
}
