import type { IssueManyRequest } from "@/lib/certifications/batch-people-queries";
import { orderIssueMany } from "@/lib/certifications/batch-service";
import { issueManyWork } from "@/lib/certifications/batch-work-service";
import type { Ctx } from "@/lib/context";
import { runNow } from "@/lib/jobs/run-now-service";

/**
 * Orders certificates for many and issues them here and now, for the command line: what `orderIssueMany` throws, and
 * what `runNow` does.
 */
export async function issueManyNow(ctx: Ctx, request: IssueManyRequest): Promise<{ id: string }> {
  const { id, runId } = await orderIssueMany(ctx, request);
  await runNow(ctx, runId, { issue_many: issueManyWork() });
  return { id };
}
