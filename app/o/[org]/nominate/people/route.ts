import { searchNominees } from "@/lib/badges/nominee-queries";
import { internal } from "@/lib/http/internal-route";
import { suggestedPeople } from "@/lib/http/suggestions";
import { personSearch } from "@/lib/people/schema";

/** People for the nomination form's search as one types. */
export const GET = internal(async (ctx, query) => {
  const { q } = personSearch.parse({ q: query.get("q") });
  return suggestedPeople(await searchNominees(ctx, q));
});
