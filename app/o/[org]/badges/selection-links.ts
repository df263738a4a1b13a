import { getTranslations } from "next-intl/server";
import type { SelectionLink } from "@/components/data-table/selection-bar";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { type Ctx, may } from "@/lib/context";

/** What the reader may do with chosen badges at an address of its own. */
export async function links(ctx: Ctx, path: string, query: SearchParams): Promise<SelectionLink[]> {
  if (!may(ctx, "badges:revoke")) return [];
  const t = await getTranslations("badgeRevocations");
  const revoke = `${path}/revocations/new`;
  return [
    {
      label: t("revokeChosen"),
      chosen: revoke,
      all: tableLink(revoke, query, { all: "yes", sort: undefined, columns: undefined }),
    },
  ];
}
