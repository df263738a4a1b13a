import { requireModule } from "@/lib/context";
import { internal } from "@/lib/http/internal-route";
import { pickPeople } from "@/lib/people/picker-queries";
import { pickerFilter } from "@/lib/people/several-schema";

/** People to choose from, page by page. */
export const GET = internal(async (ctx, query) => {
  requireModule(ctx, "achievements_gamification");
  return pickPeople(ctx, pickerFilter.parse(Object.fromEntries(query)));
});
