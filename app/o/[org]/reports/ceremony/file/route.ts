import { getLocale, getTranslations } from "next-intl/server";
import { type TableCell, tableCsvPages } from "@/lib/exports/table-csv";
import { tableExcel } from "@/lib/exports/table-excel";
import { isoDay } from "@/lib/format";
import { tableFile } from "@/lib/http/file-route";
import { queryOf } from "@/lib/http/query";
import { formats } from "@/lib/i18n/formats";
import { readWholeCeremony } from "@/lib/reports/ceremony-queries";
import { ceremonyFile } from "@/lib/reports/filter-schema";
import { onePage } from "../../one-page";
import { ceremonyWords } from "../written";

type Context = { params: Promise<{ org: string }> };

/** A ceremony's list in its order, as a CSV file or an Excel workbook. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const { format, ...filter } = ceremonyFile.parse(queryOf(request.url));
  return tableFile(org, async (ctx) => {
    const { rows, period } = await readWholeCeremony(ctx, filter);
    const t = await getTranslations("reports");
    const f = await formats(ctx.organization.timeZone);
    const words = await ceremonyWords(await getLocale(), f.month);
    const day = (at: Date | null): TableCell => (at ? { day: isoDay(at, ctx.organization.timeZone) } : "");
    const header = [
      ...(["person", "reference", "groups", "kind", "what", "detail"] as const).map((key) => t(key)),
      t("ceremony.words"),
      t("date"),
      t("ceremony.handedOver"),
    ];
    const lines = rows.map((row): TableCell[] => [
      row.person,
      row.reference,
      row.groups ?? "",
      t(`kinds.${row.kind}`),
      row.what,
      words(row).detail,
      row.words,
      day(row.at),
      day(row.presentedAt),
    ]);
    const name = `${t("ceremony.fileName", { period: period.key })}.${format}`;
    return format === "csv"
      ? { name, csv: tableCsvPages(header, onePage(lines)) }
      : { name, excel: await tableExcel({ sheet: t("ceremony.title"), header, pages: onePage(lines) }) };
  });
}
