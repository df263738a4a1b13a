import { getTranslations } from "next-intl/server";
import { listFile } from "@/app/o/[org]/views/list-file";
import { tableFile } from "@/lib/http/file-route";
import { countPeople, listPeople } from "@/lib/people/queries";
import { personFilter } from "@/lib/people/schema";
import { namesOfTiersHeld, tierChoices } from "@/lib/tiers/person-queries";
import { columnsIn } from "@/lib/views/columns-rules";
import { peopleColumns } from "../columns";

type Context = { params: Promise<{ org: string }> };

/** The list of people as it is shown, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const filter = personFilter.parse(Object.fromEntries(query));
  return tableFile(org, async (ctx) => {
    const { tiers, periodKeys } = await tierChoices(ctx);
    const chosen = columnsIn("people", query.getAll("columns"));
    const columns = (await peopleColumns(tiers.length > 0)).filter(
      ({ key }) => chosen?.includes(key) ?? true,
    );
    const t = await getTranslations("people");
    const roles = await getTranslations("shell.roles");
    return listFile(ctx, {
      list: "people",
      query,
      columns,
      count: (atMost) => countPeople(ctx, filter, periodKeys, atMost),
      read: async (part) => {
        const { rows, next } = await listPeople(ctx, { ...filter, before: undefined, ...part }, periodKeys);
        const held = columns.some(({ key }) => key === "tiers")
          ? await namesOfTiersHeld(
              ctx,
              rows.map(({ userId }) => userId),
            )
          : new Map<string, readonly string[]>();
        return { rows: rows.map((row) => ({ ...row, tiers: held.get(row.userId) ?? [] })), next };
      },
      cells: {
        name: (row) => row.displayName,
        role: (row) => roles(row.role),
        status: (row) => t(`statuses.${row.status}`),
        tiers: (row) => row.tiers.join(", "),
        email: (row) => row.email ?? "",
        ref: (row) => row.externalRef ?? "",
        joined: (row) => (row.joinedOn ? { day: row.joinedOn } : ""),
      },
    });
  });
}
