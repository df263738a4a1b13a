import { getTranslations } from "next-intl/server";
import { searchEverywhere } from "@/app/o/[org]/search/everywhere";
import { internal } from "@/lib/http/internal-route";
import { typedSearch } from "@/lib/people/found-schema";

/** For the command palette: `?q=` gives `{ groups: [{ title, items }], said }`, in the reader's language. */
export const GET = internal(async (ctx, query) => {
  const groups = await searchEverywhere(ctx, typedSearch.parse(query.get("q")));
  const t = await getTranslations("search");
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return { groups, said: t("found", { count }) };
});
