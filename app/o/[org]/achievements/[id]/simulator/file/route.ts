import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { notFound } from "@/lib/errors";
import { simulateThresholds } from "@/lib/evaluation/simulator-queries";
import { qualifiedUpTo } from "@/lib/evaluation/simulator-rules";
import { simulatorFilter } from "@/lib/evaluation/simulator-schema";
import { tableCsv } from "@/lib/exports/table-csv";
import { csvFile } from "@/lib/http/file-route";
import { writtenPeriods } from "../written";

type Context = { params: Promise<{ org: string; id: string }> };

/** Every threshold of the slider in every period of the simulator, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org, id } = await params;
  const filter = simulatorFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(org, async (ctx) => {
    if (!z.uuid().safeParse(id).success) throw notFound("achievement");
    const { achievement, simulated } = await simulateThresholds(ctx, id, filter);
    if (!simulated) throw notFound("achievement");
    const t = await getTranslations("simulator.csv");
    const periods = await writtenPeriods(ctx.organization.timeZone, simulated);
    const rows = periods.flatMap((period) =>
      qualifiedUpTo(period, simulated.last, simulated.step).map((people, at) => [
        period.label,
        (at + 1) * simulated.step,
        people,
        simulated.people,
      ]),
    );
    const header = [t("period"), t("threshold"), t("people"), t("of")];
    return { name: t("fileName", { key: achievement.key }), text: tableCsv(header, rows) };
  });
}
