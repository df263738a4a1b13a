import { getTranslations } from "next-intl/server";
import { allCertifications, countCertifications } from "@/lib/certifications/list-queries";
import { certificationFile, columnsOf, MAX_FILE_ROWS, usualColumns } from "@/lib/certifications/list-schema";
import { AppError, msg } from "@/lib/errors";
import { tableCsvPages } from "@/lib/exports/table-csv";
import { tableExcel } from "@/lib/exports/table-excel";
import { isoDay } from "@/lib/format";
import { tableFile } from "@/lib/http/file-route";
import { cellsOf } from "../cells";

type Context = { params: Promise<{ org: string }> };

/** The list as it is shown, all pages of it, as a CSV file or an Excel workbook. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const { format, ...asked } = certificationFile.parse(Object.fromEntries(query));
  const columns = columnsOf(query.getAll("columns")) ?? usualColumns;
  return tableFile(org, async (ctx) => {
    const most = MAX_FILE_ROWS[format];
    if ((await countCertifications(ctx, asked, most)) > most) throw new AppError("invalid", msg("form"));
    const t = await getTranslations("certificateList");
    const { timeZone, slug } = ctx.organization;
    const header = columns.map((column) => t(`columns.${column}`));
    const pages = cellsOf(allCertifications(ctx, { ...asked, columns }), {
      columns,
      timeZone,
      words: await getTranslations("certifications"),
    });
    const day = isoDay(new Date(), timeZone);
    const name = `${t("fileName", { organization: slug, day })}.${format}`;
    return format === "csv"
      ? { name, csv: tableCsvPages(header, pages) }
      : { name, excel: await tableExcel({ sheet: t("sheet"), header, pages }) };
  });
}
