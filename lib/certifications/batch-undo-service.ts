import { certificationsChanged } from "@/lib/certifications/changes-service";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

const timeout = 10 * 60_000;

export type Undone = Readonly<{ undone: number }>;

/**
 * Takes a whole batch back, within 24 hours of its order (the database knows): what is still valid of it is revoked by
 * the person who undoes it, with the one reason given (words, as the holders read it); what was revoked or replaced since stays as it is. The
 * numbers are spent, and the holders may be issued one anew. `conflict` while it is being issued, when it was undone
 * already, and when it is too old.
 */
export async function undoIssueMany(
  ctx: Ctx,
  { id, reason }: { id: string; reason: string },
): Promise<Undone> {
  authorize(ctx, "certifications:revoke");
  requireModule(ctx, "certifications");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  const { userId } = ctx.actor;
  const undone = inTenant(ctx, (tx, now) => undo(tx, ctx, { id, reason, by: userId, now }), { timeout });
  return orRefusal(undone, {
    certification_batches_are_final: () => new AppError("conflict", msg("issuing.batchUndone")),
    certification_batches_undo_in_time: () => new AppError("conflict", msg("issuing.batchTooLate")),
    certification_batches_undo_at_work: () => new AppError("conflict", msg("issuing.batchAtWork")),
  });
}

type Undo = Readonly<{ id: string; reason: string; by: string; now: Date }>;

async function undo(tx: Tx, ctx: Ctx, { id, reason, by, now }: Undo): Promise<Undone> {
  const organizationId = ctx.organization.id;
  const [batch] = await tx.$queryRaw<object[]>`
    SELECT FROM certification_batches WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!batch) throw notFound("certificationBatch");
  const revoked = await tx.$queryRaw<{ id: string; userId: string; status: string }[]>`
    UPDATE certifications c SET status = 'revoked', revoked_at = ${now}, revoked_by_user_id = ${by}::uuid,
      revocation_reason = ${reason}
    WHERE c.organization_id = ${organizationId}::uuid AND c.status IN ('active', 'expiring_soon') AND c.id = ANY (ARRAY(
      SELECT r.certification_id FROM certification_batch_rows r WHERE r.organization_id = ${organizationId}::uuid
        AND r.batch_id = ${id}::uuid AND r.outcome = 'issued'))
    RETURNING c.id, c.user_id AS "userId", old.status::text AS status`;
  const after = { status: "revoked", reason };
  await certificationsChanged(
    tx,
    ctx,
    "revoked",
    revoked.map(({ status, ...one }) => ({ ...one, before: { status }, after })),
  );
  await tx.$executeRaw`
    UPDATE certification_batches SET undone_at = ${now}, undone_by_user_id = ${by}::uuid, undone_count = ${revoked.length}
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
  const subject = { type: "certification_batch", id };
  await record(tx, ctx, "certifications.batch_undone", subject, { after: { undone: revoked.length } });
  return { undone: revoked.length };
}
