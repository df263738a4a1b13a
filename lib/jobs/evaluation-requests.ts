import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";

/**
 * Says that something was recorded, changed or voided about these people: they are evaluated soon after the commit
 * of `tx`, and not at all when it rolls back. To be called in the transaction of the change, however small.
 *
 * DO UPDATE and not DO NOTHING: it locks a row that stands there already. A worker skips locked rows, so it can
 * never take away a request whose fact it does not see yet. Sorted, so that two bulk changes cannot deadlock.
 */
export async function requestEvaluation(tx: Tx, ctx: Ctx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    INSERT INTO evaluation_requests (organization_id, user_id)
    SELECT ${organizationId}::uuid, given.user_id
    FROM (SELECT DISTINCT unnest(${[...userIds]}::uuid[]) AS user_id ORDER BY 1) AS given
    ON CONFLICT (organization_id, user_id) DO UPDATE SET requested_at = now()`;
  await enqueue(tx, "evaluation.run", { organizationId });
}
