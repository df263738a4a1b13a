import { runWriter } from "@/app/o/[org]/jobs/written";
import { authorize } from "@/lib/context";
import { internal } from "@/lib/http/internal-route";
import { getJob } from "@/lib/runs/queries";
import { jobId } from "@/lib/runs/schema";
import { parse } from "@/lib/validation";

/** How a run stands, for a page that watches it: `?id=` gives its progress in words. */
export const GET = internal(async (ctx, query) => {
  authorize(ctx, "jobs:read");
  const row = await getJob(ctx, parse(jobId, { id: query.get("id") }));
  return (await runWriter(ctx.organization.timeZone)).progress(row);
});
