import { getTranslations } from "next-intl/server";
import { type TableCell, tableCsvPages } from "@/lib/exports/table-csv";
import { tableExcel } from "@/lib/exports/table-excel";
import { isoDay } from "@/lib/format";
import { tableFile } from "@/lib/http/file-route";
import { recognitionFile } from "@/lib/reports/filter-schema";
import { readWholeRecognitions } from "@/lib/reports/recognition-queries";
import { onePage } from "../one-page";

type Context = { params: Promise<{ org: string }> };

/** Who earned what, all rows of the choice, as a CSV file or an Excel workbook. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const { format, ...filter } = recognitionFile.parse(Object.fromEntries(new URL(request.url).searchParams));
  return tableFile(org, async (ctx) => {
    const { rows, period } = await readWholeRecognitions(ctx, filter);
    const t = await getTranslations("reports");
    const header = (["person", "reference", "groups", "kind", "what", "detail", "date"] as const).map((key) =>
      t(key),
    );
    const lines = rows.map((row): TableCell[] => [
      row.person,
      row.reference,
      row.groups ?? "",
      t(`kinds.${row.kind}`),
      row.what,
      row.detail,
      { day: isoDay(row.at, ctx.organization.timeZone) },
    ]);
    const name = `${t("recognition.fileName", { period: period.key })}.${format}`;
    return format === "csv"
      ? { name, csv: tableCsvPages(header, onePage(lines)) }
      : { name, excel: await tableExcel({ sheet: t("recognition.sheet"), header, pages: onePage(lines) }) };
  });
}
