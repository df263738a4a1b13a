import { getTranslations } from "next-intl/server";
import type { SelectionLink } from "@/components/data-table/selection-bar";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { type Ctx, may } from "@/lib/context";

/** As many as one file of documents takes. */
const MAX_DOCUMENTS = 1_000;

/** What the reader may do with chosen certificates. */
export async function links(ctx: Ctx, path: string, query: SearchParams): Promise<SelectionLink[]> {
  const t = await getTranslations("certificateMany");
  const kinds = [
    ...(may(ctx, "certifications:issue") ? (["renew"] as const) : []),
    ...(may(ctx, "certifications:revoke") ? (["revoke"] as const) : []),
  ];
  return [
    ...kinds.map((kind) => ({
      label: t(`${kind}Chosen`),
      chosen: `${path}/many/${kind}`,
      all: tableLink(`${path}/many/${kind}`, query, { all: "yes", sort: undefined, columns: undefined }),
    })),
    ...(["pdf", "zip"] as const).map((as) => ({
      label: t(`documents.${as}`),
      chosen: `${path}/pdf?as=${as}`,
      all: tableLink(`${path}/pdf`, query, { as, columns: undefined }),
      isFile: true,
      most: MAX_DOCUMENTS,
    })),
  ];
}
