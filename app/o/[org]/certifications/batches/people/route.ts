import { pickAmong } from "@/lib/badges/batch-people-queries";
import { pickerFilter } from "@/lib/badges/batch-schema";
import { authorize, requireModule } from "@/lib/context";
import { internal } from "@/lib/http/internal-route";

/** People to choose from, page by page. */
export const GET = internal(async (ctx, query) => {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  return pickAmong(ctx, pickerFilter.parse(Object.fromEntries(query)));
});
