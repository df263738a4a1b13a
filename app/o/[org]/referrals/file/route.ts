import { getTranslations } from "next-intl/server";
import { listFile } from "@/app/o/[org]/views/list-file";
import { momentCell } from "@/app/o/[org]/views/moment-cell";
import { referralFilter } from "@/lib/facts/filter-schema";
import { countReferrals, listReferrals } from "@/lib/facts/referral-queries";
import { tableFile } from "@/lib/http/file-route";
import { columnsIn } from "@/lib/views/columns-rules";
import { referralColumns } from "../columns";

type Context = { params: Promise<{ org: string }> };

/** The list of referrals as it is shown, as a file; times by the organisation's clock. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const filter = referralFilter.parse(Object.fromEntries(query));
  return tableFile(org, async (ctx) => {
    const chosen = columnsIn("referrals", query.getAll("columns"));
    const t = await getTranslations("facts");
    const { timeZone } = ctx.organization;
    return listFile(ctx, {
      list: "referrals",
      query,
      columns: (await referralColumns()).filter(({ key }) => chosen?.includes(key) ?? true),
      count: (atMost) => countReferrals(ctx, filter, atMost),
      read: (part) => listReferrals(ctx, { ...filter, before: undefined, ...part }),
      cells: {
        when: (row) => momentCell(row.occurredAt, timeZone),
        person: (row) => row.person,
        status: (row) => (row.voidReason === null ? t(`referral.statuses.${row.status}`) : t("voided")),
      },
    });
  });
}
