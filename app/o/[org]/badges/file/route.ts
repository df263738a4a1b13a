import { getTranslations } from "next-intl/server";
import { listFile } from "@/app/o/[org]/views/list-file";
import { occurrenceText } from "@/components/badges/occurrence";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { countBadges, listBadges } from "@/lib/badges/list-queries";
import { isoDay } from "@/lib/format";
import { tableFile } from "@/lib/http/file-route";
import { formats } from "@/lib/i18n/formats";
import { columnsIn } from "@/lib/views/columns-rules";
import { badgeColumns } from "../columns";

type Context = { params: Promise<{ org: string }> };

/** The list of badges as it is shown, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const filters = badgeFilters.parse(Object.fromEntries(query));
  return tableFile(org, async (ctx) => {
    const chosen = columnsIn("badges", query.getAll("columns"));
    const t = await getTranslations("badges");
    const f = await formats(ctx.organization.timeZone);
    return listFile(ctx, {
      list: "badges",
      query,
      columns: (await badgeColumns()).filter(({ key }) => chosen?.includes(key) ?? true),
      count: (atMost) => countBadges(ctx, filters, atMost),
      read: (part) => listBadges(ctx, { ...filters, before: undefined, ...part }),
      cells: {
        person: (row) => row.person,
        achievement: (row) => row.achievement,
        occurrence: (row) => occurrenceText(t, f.month, row.occurrence),
        standing: (row) => t(`standing.${row.standing}`),
        source: (row) => t(`sources.${row.source}`),
        awarded: (row) => ({ day: isoDay(row.awardedAt, f.timeZone) }),
      },
    });
  });
}
