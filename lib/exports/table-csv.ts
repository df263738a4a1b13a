import { stringify } from "csv-stringify/sync";

/**
 * A table as a person sees it, as CSV text with its header line: for spreadsheets, in the reader's own words. A text
 * that a spreadsheet would take for a formula gets an apostrophe before it, the header too.
 */
export const tableCsv = (
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => stringify([header, ...rows], { escape_formulas: true });
