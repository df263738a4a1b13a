import type { getTranslations } from "next-intl/server";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import type { CertificationRow } from "@/lib/certifications/list-queries";
import type { CertificationColumn } from "@/lib/certifications/list-schema";
import type { TableCell } from "@/lib/exports/table-csv";
import { isoDay } from "@/lib/format";

type Shown = Readonly<{
  columns: readonly CertificationColumn[];
  timeZone: string;
  words: Awaited<ReturnType<typeof getTranslations<"certifications">>>;
}>;

/** The rows of the list as a file has them: the columns that are shown, in the reader's words. */
export async function* cellsOf(
  pages: AsyncIterable<readonly CertificationRow[]>,
  { columns, timeZone, words }: Shown,
): AsyncGenerator<readonly (readonly TableCell[])[]> {
  const day = (moment: Date): TableCell => ({ day: isoDay(moment, timeZone) });
  const cells: Record<CertificationColumn, (row: CertificationRow) => TableCell> = {
    number: (row) => row.certificateNumber,
    person: (row) => row.person,
    reference: (row) => row.reference ?? "",
    groups: (row) => row.groups.join(", "),
    type: (row) => row.type,
    status: (row) => words(`standing.${row.standing}`),
    issued: (row) => day(row.issuedAt),
    expires: (row) => (row.expiresAt ? { day: lastDayOf(row.expiresAt, timeZone) } : words("never")),
    source: (row) => words(`source.${row.source}`),
    issuedBy: (row) => row.issuedBy ?? "",
  };
  for await (const rows of pages) yield rows.map((row) => columns.map((column) => cells[column](row)));
}
