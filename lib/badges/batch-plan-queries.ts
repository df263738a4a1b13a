import { type AwardDates, awardDates } from "@/lib/badges/award-dates";
import type { BatchRequest, Candidate } from "@/lib/badges/batch-people-queries";
import type { BatchOutcome } from "@/lib/badges/batch-schema";
import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import type { awardable } from "@/lib/badges/by-hand-service";
import {
  type ByHandPlan,
  type Earned,
  occurrenceAmong,
  occurrencePlan,
} from "@/lib/badges/occurrence-queries";
import { actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** What becomes of somebody of a batch, and for those who get the badge which time it is and when. */
export type Planned = Readonly<{ candidate: Candidate; outcome: BatchOutcome; award: PlannedAward | null }>;
export type PlannedAward = Readonly<{ userId: string; occurrence: string; dates: AwardDates }>;

type Achievement = Awaited<ReturnType<typeof awardable>>;
type Badge = Earned & Readonly<{ isOver: boolean; isTakenBack: boolean }>;

type Plan = Readonly<{
  ctx: Ctx;
  request: BatchRequest;
  achievement: Achievement;
  kind: ByHandPlan;
  now: Date;
  /** Badges of this achievement by person; what the batch gives is added as it goes. */
  earned: Map<string, Badge[]>;
  given: Set<string>;
}>;

/** Decides about everybody of a batch, in order, by the same rules as an award to one person. */
export async function planBatch(
  tx: Tx,
  ctx: Ctx,
  request: BatchRequest,
  achievement: Achievement,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Planned[]> {
  const people = candidates.flatMap(({ userId }) => (userId ? [userId] : []));
  const plan: Plan = {
    ctx,
    request,
    achievement,
    kind: occurrencePlan(achievement),
    now,
    earned: await earnedBy(tx, ctx, achievement.id, people, now),
    given: new Set(),
  };
  return candidates.map((candidate) => planOne(plan, candidate));
}

type Row = Badge & { userId: string };

async function earnedBy(tx: Tx, ctx: Ctx, achievementId: string, people: readonly string[], now: Date) {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT user_id AS "userId", occurrence, status::text AS status, source::text AS source, met_on::text AS "metOn",
      expires_at IS NOT NULL AND expires_at <= ${now} AS "isOver",
      status = 'revoked' AND revoked_by_user_id IS NOT NULL AND revocation_reason <> ${BATCH_UNDONE_REASON} AS "isTakenBack"
    FROM earned_badges WHERE organization_id = ${ctx.organization.id}::uuid AND achievement_id = ${achievementId}::uuid
      AND user_id = ANY (${[...people]}::uuid[])`;
  const byPerson = new Map<string, Badge[]>();
  for (const { userId, ...badge } of rows) {
    const badges = byPerson.get(userId);
    if (badges) badges.push(badge);
    else byPerson.set(userId, [badge]);
  }
  return byPerson;
}

const left = (candidate: Candidate, outcome: BatchOutcome): Planned => ({ candidate, outcome, award: null });

function planOne(plan: Plan, candidate: Candidate): Planned {
  const { userId } = candidate;
  if (candidate.problem) return left(candidate, "unreadable");
  if (userId === null) return left(candidate, "unknown_person");
  if (userId === actorUserId(plan.ctx)) return left(candidate, "yourself");
  if (!candidate.isActive) return left(candidate, "inactive");
  const on = candidate.day ?? plan.request.awardedOn;
  const dates = awardDates(plan.ctx, plan.achievement, on, plan.now);
  if (typeof dates === "string") return left(candidate, dates);
  const isEarlier = candidate.joinedOn !== null && dates.day.toString() < candidate.joinedOn;
  if (isEarlier && !plan.request.includeEarlier) return left(candidate, "before_joining");
  return planOccurrence(plan, candidate, userId, dates);
}

function planOccurrence(plan: Plan, candidate: Candidate, userId: string, dates: AwardDates): Planned {
  const badges = plan.earned.get(userId) ?? [];
  const occurrence = occurrenceAmong(plan.kind, badges, dates.day);
  const same = badges.filter((badge) => badge.occurrence === occurrence);
  const slot = `${userId} ${occurrence}`;
  if (plan.given.has(slot) || (occurrence === null && plan.given.has(userId))) {
    return left(candidate, "repeated");
  }
  if (same.some(({ status }) => status === "pending_approval")) return left(candidate, "already_nominated");
  const isHeld = same.some(({ status, isOver }) => status === "awarded" && !isOver);
  if (occurrence === null || isHeld) return left(candidate, "already_held");
  if (same.some(({ isTakenBack }) => isTakenBack) && !plan.request.includeRevoked) {
    return left(candidate, "revoked_before");
  }
  plan.given.add(slot).add(userId);
  const fresh = { occurrence, status: "awarded", source: "manual", metOn: dates.day.toString() };
  plan.earned.set(userId, [...badges, { ...fresh, isOver: false, isTakenBack: false }]);
  return { candidate, outcome: "awarded", award: { userId, occurrence, dates } };
}
