import { randomUUID } from "node:crypto";
import type { AfterEnd } from "@/lib/jobs/run-chunks";
import { notify } from "@/lib/notifications/notify-service";

/**
 * Tells who ordered a run that it has ended, well or not; nobody, where that was the system or somebody from outside the
 * organisation. For the transaction in which it ends, which happens once for each time it was started.
 */
export const tellWhoOrdered: AfterEnd = async (tx, ctx, run, { outcome, done, total }) => {
  const { id, kind, createdByUserId: userId } = run;
  const where = { organizationId: ctx.organization.id, userId: userId ?? "", status: "active" } as const;
  if (!userId || !(await tx.membership.findFirst({ where, select: { id: true } }))) return;
  const values = { job: kind, outcome, done, total };
  const key = `job_finished:${id}:${randomUUID()}`;
  await notify(tx, ctx, [{ userId, kind: "job_finished", key, subject: { type: "job", id }, values }]);
};
