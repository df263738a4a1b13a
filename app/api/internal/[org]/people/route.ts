import { internal } from "@/lib/http/internal-route";
import { searchPeople } from "@/lib/people/queries";
import { personSearch } from "@/lib/people/schema";

/** People for a combobox: `?q=` gives `{ items: [{ value, label, detail }] }`. */
export const GET = internal(async (ctx, query) => {
  const { q } = personSearch.parse({ q: query.get("q") });
  const people = q === "" ? [] : await searchPeople(ctx, q);
  return {
    items: people.map(({ userId, displayName, email, externalRef }) => ({
      value: userId,
      label: displayName,
      detail: email ?? externalRef ?? undefined,
    })),
  };
});
