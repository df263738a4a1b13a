import "server-only";
import type { Counts } from "@/components/imports/import-counts";
import type { formats } from "@/lib/i18n/formats";
import type { ImportRow } from "@/lib/imports/queries";

/** The numbers of an import as the reader writes them. */
export const writeCounts = (row: ImportRow, f: Awaited<ReturnType<typeof formats>>): Counts => ({
  read: f.number(row.read),
  created: f.number(row.created),
  updated: f.number(row.updated),
  unchanged: f.number(row.unchanged),
  rejected: f.number(row.rejected),
});
