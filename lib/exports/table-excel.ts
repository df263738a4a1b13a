import writeExcelFile, { type SheetData } from "write-excel-file/node";
import type { TableCell } from "@/lib/exports/table-csv";

type Table = Readonly<{
  /** The name on the sheet's tab. */
  sheet: string;
  header: readonly string[];
  pages: AsyncIterable<readonly (readonly TableCell[])[]>;
}>;

/** As wide as a long name, in characters. */
const WIDTH = 24;

/**
 * A table as a person sees it, as an Excel workbook: texts are texts, whatever they begin with, and days are dates
 * that can be sorted and counted with. The header row stays in sight. All of it is held in memory.
 */
export async function tableExcel({ sheet, header, pages }: Table): Promise<Buffer> {
  const data: SheetData = [header.map((value) => ({ value, type: String, fontWeight: "bold" as const }))];
  for await (const rows of pages) data.push(...rows.map((row) => row.map(cellOf)));
  return await writeExcelFile(data, {
    sheet: sheetName(sheet),
    stickyRowsCount: 1,
    columns: header.map(() => ({ width: WIDTH })),
  }).toBuffer();
}

function cellOf(cell: TableCell): SheetData[number][number] {
  if (typeof cell === "number") return { value: cell, type: Number };
  if (typeof cell === "object") {
    const format = cell.time === undefined ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm";
    return { value: new Date(`${cell.day}T${cell.time ?? "00:00"}:00Z`), type: Date, format };
  }
  return cell === "" ? null : { value: cell, type: String };
}

/** Excel takes no more than 31 characters and none of these. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);
