import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { enqueued } from "@/lib/jobs/queue";

/** What can happen about a person, as bits of `evaluation_requests.causes`. */
export const causeBits = {
  activity: 1,
  referral: 2,
  /** Course registrations. */
  course: 4,
  certification: 8,
  badge: 16,
  tier: 32,
  /** Joining, coming back, the day of joining, the profile, groups. */
  membership: 64,
  /** Sign-offs of one achievement by a role. */
  approval: 128,
  /** Approved pauses of streaks. */
  pause: 512,
  /** Whatever there is, also what has no bit yet. */
  everything: 32_767,
} as const;

export type Cause = keyof typeof causeBits;

/** Something may have been taken away: beside what can be met now, what was met before is looked at again. */
const LOSS = 256;

export const mayHaveLost = (causes: number = causeBits.everything): boolean => (causes & LOSS) !== 0;

/**
 * Says that something was recorded, changed or voided about these people: they are evaluated soon after the commit
 * of `tx`, for the achievements that `cause` can affect, and not at all when it rolls back. To be called in the
 * transaction of the change, however small. Several causes of one person add up. `isNew` for what was not there before
 * and takes nothing away, as no rule asks for little of anything: badges they have are not looked at again then.
 *
 * DO UPDATE and not DO NOTHING: it locks a row that stands there already. A worker skips locked rows, so it can
 * never take away a request whose fact it does not see yet. Sorted, so that two bulk changes cannot deadlock.
 */
export async function requestEvaluation(
  tx: Tx,
  ctx: Ctx,
  userIds: readonly string[],
  cause: Cause = "everything",
  { isNew = false }: Readonly<{ isNew?: boolean }> = {},
): Promise<void> {
  if (userIds.length === 0) return;
  const organizationId = ctx.organization.id;
  const causes = causeBits[cause] | (isNew ? 0 : LOSS);
  await tx.$queryRaw`WITH requested AS (
      INSERT INTO evaluation_requests (organization_id, user_id, causes)
      SELECT ${organizationId}::uuid, given.user_id, ${causes}::smallint
      FROM (SELECT DISTINCT unnest(${[...userIds]}::uuid[]) AS user_id ORDER BY 1) AS given
      ON CONFLICT (organization_id, user_id)
      DO UPDATE SET requested_at = now(), causes = evaluation_requests.causes | excluded.causes
    ) SELECT ${enqueued("evaluation.run", { organizationId })}`;
}
