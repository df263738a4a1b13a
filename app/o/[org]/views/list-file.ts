import { getTranslations } from "next-intl/server";
import type { Ctx } from "@/lib/context";
import { AppError, msg } from "@/lib/errors";
import { everyPage } from "@/lib/exports/every-page";
import { type TableCell, tableCsvPages } from "@/lib/exports/table-csv";
import { tableExcel } from "@/lib/exports/table-excel";
import { FILE_PAGE_SIZE, MAX_FILE_ROWS, tableFormat } from "@/lib/exports/table-rules";
import { isoDay } from "@/lib/format";
import type { TableFile } from "@/lib/http/file-route";
import type { ViewList } from "@/lib/views/columns-rules";

/** The part of a list that is read at once: after a place, of a size. */
type Part = Readonly<{ after: string | undefined; size: number }>;

type List<Row, Column extends string> = {
  list: ViewList;
  /** The address, for what kind of file it asks. */
  query: URLSearchParams;
  /** Those that are shown, in their order. */
  columns: readonly Readonly<{ key: Column; label: string }>[];
  count: (atMost: number) => Promise<number>;
  read: (part: Part) => Promise<Readonly<{ rows: readonly Row[]; next: string | null }>>;
  cells: { [Key in Column]: (row: Row) => TableCell };
};

/** A list as it is shown, all pages of it, as a CSV file or an Excel workbook. `invalid` for more rows than a file takes. */
export async function listFile<Row, Column extends string>(
  { organization }: Ctx,
  { list, query, columns, count, read, cells }: List<Row, Column>,
): Promise<TableFile> {
  const format = tableFormat.parse(query.get("format"));
  const most = MAX_FILE_ROWS[format];
  if ((await count(most)) > most) throw new AppError("invalid", msg("form"));
  const t = await getTranslations(`views.files.${list}`);
  const header = columns.map(({ label }) => label);
  const pages = inCells(
    everyPage((after) => read({ after, size: FILE_PAGE_SIZE })),
    columns.map(({ key }) => cells[key]),
  );
  const day = isoDay(new Date(), organization.timeZone);
  const name = `${t("name", { organization: organization.slug, day })}.${format}`;
  return format === "csv"
    ? { name, csv: tableCsvPages(header, pages) }
    : { name, excel: await tableExcel({ sheet: t("sheet"), header, pages }) };
}

async function* inCells<Row>(
  pages: AsyncIterable<readonly Row[]>,
  cells: readonly ((row: Row) => TableCell)[],
): AsyncGenerator<readonly (readonly TableCell[])[]> {
  for await (const rows of pages) yield rows.map((row) => cells.map((cell) => cell(row)));
}
