import { getTranslations } from "next-intl/server";
import { tableCsv } from "@/lib/exports/table-csv";
import { isoDay } from "@/lib/format";
import { csvFile } from "@/lib/http/file-route";
import { standingsFilter } from "@/lib/tiers/filter-schema";
import { readWholeStandings } from "@/lib/tiers/season-queries";

type Context = { params: Promise<{ org: string }> };

/** The standings of a period as the page has them, all rows, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const filter = standingsFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(org, async (ctx) => {
    const { season, tiers, rows } = await readWholeStandings(ctx, filter);
    const t = await getTranslations("standings");
    const names = new Map(tiers.map(({ id, name }) => [id, name]));
    const day = (moment: Date | null | undefined) =>
      moment ? isoDay(moment, ctx.organization.timeZone) : "";
    const header = (
      ["period", "person", "tier", "value", "since", "next", "have", "need", "presented"] as const
    ).map((key) => t(`csv.${key}`));
    const lines = rows.map(({ name, held, next }) => [
      season.key,
      name,
      (held && names.get(held.tierId)) ?? "",
      held?.value ?? "",
      day(held?.assignedAt),
      (next && names.get(next.tierId)) ?? "",
      next?.have ?? "",
      next?.need ?? "",
      day(held?.presentedAt),
    ]);
    return { name: t("csv.fileName", { period: season.key }), text: tableCsv(header, lines) };
  });
}
