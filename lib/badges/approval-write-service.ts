import { tellOfAwards } from "@/lib/badge-messages/award-service";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { expiryOf } from "@/lib/badges/rules";
import type { Refusals } from "@/lib/constraints";
import { type Actor, authorize, type Ctx, requireModule } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { recordAll } from "@/lib/events/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

export type Decision = Readonly<{ approve: boolean; reason: string | null }>;
export type Decider = Extract<Actor, { kind: "user" }>;

/** What of an achievement says whether a badge of it can stand from now on, and until when. */
type Approved = Readonly<{
  id: string;
  status: string;
  expireDate: Date | null;
  expirePeriod: number | null;
}>;

export const REFUSALS: Refusals = {
  earned_badges_nobody_awards_themselves: () => new AppError("forbidden", msg("badges.notForYourself")),
  earned_badges_approved_by_another: () => new AppError("forbidden", msg("badges.notYourNomination")),
  earned_badges_decided_by_role: () => new AppError("forbidden", msg("forbidden")),
  earned_badges_expires_after_award: () => new AppError("conflict", msg("badges.alreadyOver")),
};

/** Only a person decides, and only one whose role awards. */
export function deciderOf(ctx: Ctx): Decider {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor;
}

const endOf = ({ expireDate, expirePeriod }: Approved, ctx: Ctx, now: Date) =>
  expiryOf(
    { expireDate: expireDate?.toISOString().slice(0, 10) ?? null, expirePeriod },
    now,
    ctx.organization.timeZone,
  );

/** Why no badge of this achievement can be let stand now, or null. */
export function unapprovable(achievement: Approved, ctx: Ctx, now: Date): AppError | null {
  if (achievement.status !== "active") return new AppError("conflict", msg("badges.notInUse"));
  const end = endOf(achievement, ctx, now);
  return end && end <= now ? new AppError("conflict", msg("badges.alreadyOver")) : null;
}

type Decidable = Readonly<{ id: string; userId: string; achievement: Approved }>;

/**
 * Writes the decision about those that still wait, and answers which those were: as many statements however many they
 * are. `unavailable` when they are to stand and issuing is paused.
 */
export async function writeDecision(
  tx: Tx,
  ctx: Ctx,
  decider: Decider,
  badges: readonly Decidable[],
  decision: Decision,
  now: Date,
): Promise<ReadonlySet<string>> {
  if (badges.length === 0) return new Set();
  const { approve, reason } = decision;
  if (approve && (await isIssuingPaused(tx, ctx))) throw new AppError("unavailable", msg("issuingPaused"));
  // First of all: two who decide about the same at once meet here, and not half-way in another order.
  await requestEvaluation(
    tx,
    ctx,
    badges.map(({ userId }) => userId),
  );
  const ends = new Map(badges.map(({ achievement }) => [achievement.id, endOf(achievement, ctx, now)]));
  const wanted = badges.map(({ id, achievement }) => ({ id, expiresAt: ends.get(achievement.id) ?? null }));
  const change = approve
    ? Prisma.sql`status = 'awarded', awarded_at = ${now}, expires_at = r."expiresAt"`
    : Prisma.sql`status = 'rejected'`;
  const decided = await tx.$queryRaw<{ id: string }[]>`
    UPDATE earned_badges e SET ${change}, decided_at = ${now}, decided_by_user_id = ${decider.userId}::uuid, decision_reason = ${reason}
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) AS r (id uuid, "expiresAt" timestamptz)
    WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.id = r.id AND e.status = 'pending_approval'
    RETURNING e.id`;
  const ids = decided.map(({ id }) => id);
  if (approve) {
    await signOff(tx, ctx, decider, ids, reason, now);
    await tellOfAwards(tx, ctx, ids);
  }
  await recordDecisions(tx, ctx, ids, decision);
  return new Set(ids);
}

async function signOff(
  tx: Tx,
  ctx: Ctx,
  { userId, role }: Decider,
  ids: readonly string[],
  comment: string | null,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO manual_awards (organization_id, achievement_id, recipient_user_id, issuer_user_id, issuer_role, date_met,
      earned_badge_id, comment)
    SELECT e.organization_id, e.achievement_id, e.user_id, ${userId}::uuid, ${role}, ${now}, e.id, ${comment}
    FROM earned_badges e WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.id = ANY (${[...ids]}::uuid[])`;
}

function recordDecisions(tx: Tx, ctx: Ctx, ids: readonly string[], { approve, reason }: Decision) {
  const after = approve
    ? { status: "awarded", ...(reason ? { reason } : {}) }
    : { status: "rejected", reason };
  return recordAll(
    tx,
    ctx,
    approve ? "badge.approved" : "badge.rejected",
    ids.map((id) => ({ subject: { type: "badge", id }, before: { status: "pending_approval" }, after })),
  );
}
