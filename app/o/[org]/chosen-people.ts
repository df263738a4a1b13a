import type { SearchParams } from "@/components/data-table/table-link";
import type { Picked } from "@/components/people/people-picker";
import type { Ctx } from "@/lib/context";
import { namedPeople, pickPeople } from "@/lib/people/picker-queries";
import { personFilter } from "@/lib/people/schema";

/** Whom a link from the list of people has chosen: some of them by their ids, or all whom the list was narrowed down to. */
export async function chosenPeople(ctx: Ctx, query: SearchParams): Promise<Picked | undefined> {
  const { ids, q, role, group } = personFilter.parse(query);
  if (ids) {
    const people = await namedPeople(ctx, ids);
    return people.length > 0 ? { kind: "chosen", people } : undefined;
  }
  if (query.all !== "yes") return undefined;
  const filter = { ...(q ? { q } : {}), ...(role ? { role } : {}), ...(group ? { group } : {}) };
  const { total } = await pickPeople(ctx, filter);
  return total > 0 ? { kind: "matching", filter, total } : undefined;
}
