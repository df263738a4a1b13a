import { getTranslations } from "next-intl/server";
import { readDashboard } from "@/lib/dashboard/figures-queries";
import { chartFile } from "@/lib/dashboard/period-schema";
import { notFound } from "@/lib/errors";
import { tableCsv } from "@/lib/exports/table-csv";
import { csvFile } from "@/lib/http/file-route";
import { writtenCharts } from "../charts";

type Context = { params: Promise<{ org: string }> };

/** The numbers of one chart, as a file. A share is a number from 0 to 1. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const { chart, period } = chartFile.parse(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(org, async (ctx) => {
    const data = await readDashboard(ctx, period);
    const charts = data.figures ? await writtenCharts(ctx, data, data.figures) : [];
    const written = charts.find(({ key }) => key === chart);
    if (!written) throw notFound("page");
    const t = await getTranslations("dashboard.charts");
    return {
      name: `${t("fileName", { chart, period })}.csv`,
      text: tableCsv(
        written.header,
        written.rows.map(({ name, numbers }) => [name, ...numbers]),
      ),
    };
  });
}
