import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { recordAll } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/** What can become of a certificate, in the past tense of the audit log: `certification.issued`. */
export type CertificationEvent = "issued" | "revoked";

export type CertificationChange = Readonly<{ id: string; userId: string; before?: object; after: object }>;

/**
 * Everything that follows from a change of certificates, in the transaction of the change: the holders' badges are
 * looked at again (seed 004 badge_trigger_on_issuance), and the audit log says what happened to each.
 */
export async function certificationsChanged(
  tx: Tx,
  ctx: Ctx,
  event: CertificationEvent,
  changes: readonly CertificationChange[],
): Promise<void> {
  const holders = changes.map(({ userId }) => userId);
  await requestEvaluation(tx, ctx, holders, "certification");
  await recordAll(
    tx,
    ctx,
    `certification.${event}`,
    changes.map(({ id, before, after }) => ({ subject: { type: "certification", id }, before, after })),
  );
}
