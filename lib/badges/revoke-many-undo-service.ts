import { lockComingBack } from "@/lib/badges/coming-back-queries";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

const timeout = 10 * 60_000;

export type GivenBack = Readonly<{ undone: number }>;

/**
 * Takes a revocation of many back, within 24 hours of its order (the database knows): its badges are again what they were,
 * as if they had never been revoked. Those of which a file or a link went out stay revoked, as the file does; so do those
 * that the person holds anew since. `conflict` while it is at work, when it was undone already, and when it is too old.
 */
export async function undoRevokeMany(ctx: Ctx, { id }: { id: string }): Promise<GivenBack> {
  authorize(ctx, "badges:revoke");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  const { userId } = ctx.actor;
  const undone = inTenant(ctx, (tx) => undo(tx, ctx, id, userId), { timeout });
  return orRefusal(undone, {
    badge_revocations_are_final: () => new AppError("conflict", msg("badges.revocationUndone")),
    badge_revocations_undo_in_time: () => new AppError("conflict", msg("badges.revocationTooLate")),
    badge_revocations_undo_at_work: () => new AppError("conflict", msg("badges.revocationAtWork")),
    // Somebody was awarded the same in this very moment.
    earned_badges_one_standing: () => new AppError("conflict", msg("badges.changedMeanwhile")),
  });
}

async function undo(tx: Tx, ctx: Ctx, id: string, userId: string): Promise<GivenBack> {
  const organizationId = ctx.organization.id;
  const [revocation] = await tx.$queryRaw<object[]>`
    SELECT FROM badge_revocations WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!revocation) throw notFound("badgeRevocation");
  const people = await tx.$queryRaw<{ userId: string }[]>`
    SELECT DISTINCT e.user_id AS "userId" FROM badge_revocation_rows r
    JOIN earned_badges e ON e.organization_id = r.organization_id AND e.id = r.earned_badge_id
    WHERE r.organization_id = ${organizationId}::uuid AND r.revocation_id = ${id}::uuid AND r.outcome = 'revoked'`;
  // Before the badges, as evaluation does.
  await requestEvaluation(
    tx,
    ctx,
    people.map((one) => one.userId),
    "badge",
  );
  const badges = await lockComingBack(tx, ctx, id);
  // The database lets a badge come back in this transaction, by this very moment.
  await tx.$executeRaw`
    UPDATE badge_revocations SET undone_at = now(), undone_by_user_id = ${userId}::uuid, undone_count = ${badges.length}
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
  await tx.$executeRaw`
    UPDATE earned_badges e SET status = r.previous_status, revoked_at = NULL, revoked_by_user_id = NULL, revocation_reason = NULL
    FROM badge_revocation_rows r
    WHERE r.organization_id = ${organizationId}::uuid AND r.revocation_id = ${id}::uuid AND r.outcome = 'revoked'
      AND e.organization_id = r.organization_id AND e.id = r.earned_badge_id AND e.id = ANY (${badges}::uuid[])`;
  const after = { undone: badges.length, badges };
  await record(tx, ctx, "badges.revocation_undone", { type: "badge_revocation", id }, { after });
  return { undone: badges.length };
}
