import { getTranslations } from "next-intl/server";
import { listFile } from "@/app/o/[org]/views/list-file";
import { momentCell } from "@/app/o/[org]/views/moment-cell";
import { countActivities, listActivities } from "@/lib/facts/activity-queries";
import { activityFilter } from "@/lib/facts/filter-schema";
import { tableFile } from "@/lib/http/file-route";
import { columnsIn } from "@/lib/views/columns-rules";
import { activityColumns } from "../columns";

type Context = { params: Promise<{ org: string }> };

/** The list of activities as it is shown, as a file; times by the organisation's clock, durations in minutes. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const filter = activityFilter.parse(Object.fromEntries(query));
  return tableFile(org, async (ctx) => {
    const chosen = columnsIn("activity", query.getAll("columns"));
    const t = await getTranslations("facts");
    const { timeZone } = ctx.organization;
    return listFile(ctx, {
      list: "activity",
      query,
      columns: (await activityColumns()).filter(({ key }) => chosen?.includes(key) ?? true),
      count: (atMost) => countActivities(ctx, filter, atMost),
      read: (part) => listActivities(ctx, { ...filter, before: undefined, ...part }),
      cells: {
        when: (row) => momentCell(row.occurredAt, timeZone),
        person: (row) => row.person,
        kind: (row) => (row.voidReason === null ? row.kind : `${row.kind} (${t("voided")})`),
        minutes: (row) => row.minutes ?? "",
        participants: (row) => row.participants ?? "",
      },
    });
  });
}
