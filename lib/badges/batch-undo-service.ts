import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import { orRefusal } from "@/lib/constraints";
import { type Actor, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

const timeout = 10 * 60_000;

export type Undone = Readonly<{ undone: number }>;

/**
 * Takes a whole batch back, within 24 hours of it (the database knows): what still stands of it is revoked by the
 * person who undoes it; what was revoked or turned down since stays as it is. It says nothing of the holders, so they
 * may be awarded again, by hand and by evaluation. Audited once, with the badges. `conflict` when it was undone
 * already or is too old.
 */
export async function undoBatch(ctx: Ctx, { id }: { id: string }): Promise<Undone> {
  authorize(ctx, "badges:revoke");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  const { actor } = ctx;
  const undone = inTenant(ctx, (tx, now) => undo(tx, ctx, actor, id, now), { timeout });
  return orRefusal(undone, {
    award_batches_are_final: () => new AppError("conflict", msg("badges.batchUndone")),
    award_batches_undo_in_time: () => new AppError("conflict", msg("badges.batchTooLate")),
  });
}

type Undoer = Extract<Actor, { kind: "user" }>;

async function undo(tx: Tx, ctx: Ctx, by: Undoer, id: string, now: Date): Promise<Undone> {
  const organizationId = ctx.organization.id;
  const [batch] = await tx.$queryRaw<{ key: string; people: string[] }[]>`
    SELECT a.key, ARRAY(SELECT r.user_id::text FROM award_batch_rows r WHERE r.organization_id = b.organization_id
      AND r.batch_id = b.id AND r.outcome = 'awarded') AS people
    FROM award_batches b JOIN achievements a ON a.organization_id = b.organization_id AND a.id = b.achievement_id
    WHERE b.organization_id = ${organizationId}::uuid AND b.id = ${id}::uuid FOR UPDATE OF b`;
  if (!batch) throw notFound("awardBatch");
  // Before the badges, as evaluation does.
  await requestEvaluation(tx, ctx, batch.people);
  const revoked = await tx.$queryRaw<{ id: string }[]>`
    UPDATE earned_badges e SET status = 'revoked', revoked_at = ${now}, revoked_by_user_id = ${by.userId}::uuid,
      revocation_reason = ${BATCH_UNDONE_REASON}
    WHERE e.organization_id = ${organizationId}::uuid AND e.status IN ('awarded', 'pending_approval', 'expired')
      AND e.id = ANY (ARRAY(SELECT r.earned_badge_id FROM award_batch_rows r
        WHERE r.organization_id = ${organizationId}::uuid AND r.batch_id = ${id}::uuid AND r.outcome = 'awarded'))
    RETURNING e.id`;
  const badges = revoked.map((row) => row.id);
  await tx.$executeRaw`
    UPDATE award_batches SET undone_at = ${now}, undone_by_user_id = ${by.userId}::uuid, undone_count = ${badges.length}
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
  const after = { achievement: batch.key, undone: badges.length, badges };
  await record(tx, ctx, "badges.batch_undone", { type: "award_batch", id }, { after });
  return { undone: badges.length };
}
