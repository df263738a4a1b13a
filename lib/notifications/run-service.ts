import { randomUUID } from "node:crypto";
import type { AfterEnd } from "@/lib/jobs/run-chunks";
import { notify } from "@/lib/notifications/notify-service";

/** Whoever waits so long for an end (PostgreSQL interval) has turned to something else. */
const STILL_LOOKING = "1 minute";

/**
 * Tells who ordered a run that it has ended, well or not; nobody, where that was the system or somebody from outside the
 * organisation. Their inbox always; the other channels when it has failed, or has ended so long after it was ordered that
 * they no longer look at its page. For the transaction in which it ends, which happens once for each time it was started.
 */
export const tellWhoOrdered: AfterEnd = async (tx, ctx, run, { outcome, done, total }) => {
  const { id, kind } = run;
  const [orderer] = await tx.$queryRaw<{ userId: string; isLooking: boolean }[]>`
    SELECT m.user_id AS "userId", clock_timestamp() - r.created_at <= ${STILL_LOOKING}::interval AS "isLooking"
    FROM job_runs r JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.created_by_user_id
    WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.id = ${id}::uuid AND m.status = 'active'`;
  if (!orderer) return;
  const { userId, isLooking } = orderer;
  const values = { job: kind, outcome, done, total };
  const key = `job_finished:${id}:${randomUUID()}`;
  const isOnlyInbox = outcome === "succeeded" && isLooking;
  const subject = { type: "job", id };
  await notify(tx, ctx, [{ userId, kind: "job_finished", key, subject, values, isOnlyInbox }]);
};
