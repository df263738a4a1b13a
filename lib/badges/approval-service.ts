import { tellOfAwards } from "@/lib/badge-messages/award-service";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { expiryOf } from "@/lib/badges/rules";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { type Actor, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

type Decision = Readonly<{ approve: boolean; reason: string | null }>;
type Decider = Extract<Actor, { kind: "user" }>;

const REFUSALS: Refusals = {
  earned_badges_nobody_awards_themselves: () => new AppError("forbidden", msg("badges.notForYourself")),
  earned_badges_approved_by_another: () => new AppError("forbidden", msg("badges.notYourNomination")),
  earned_badges_decided_by_role: () => new AppError("forbidden", msg("forbidden")),
  earned_badges_expires_after_award: () => new AppError("conflict", msg("badges.alreadyOver")),
};

/**
 * Lets a waiting badge stand, from now on; the approval is a sign-off by the decider's role. `conflict` when somebody
 * has decided already or the achievement is no longer active, `unavailable` while issuing is paused, `forbidden` about
 * oneself and about what one has proposed oneself.
 */
export const approveBadge = (ctx: Ctx, { id, comment }: { id: string; comment?: string }): Promise<void> =>
  decideOne(ctx, id, { approve: true, reason: comment ?? null });

/** Turns a waiting badge down, with a reason; evaluation does not propose the same occurrence again. */
export const rejectBadge = (ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<void> =>
  decideOne(ctx, id, { approve: false, reason });

/** A badge that several were decided with and that could not be, and why. */
export type Undecided = Readonly<{ id: string; person: string; achievement: string; reason: Message }>;
export type Decided = Readonly<{ decided: number; undecided: readonly Undecided[] }>;

/**
 * Decides about several at once: each that can be is, and each that cannot is answered with the reason. Only when
 * none of them is known here it is `not_found`.
 */
export async function decideBadges(
  ctx: Ctx,
  { ids, approve, reason }: { ids: readonly string[]; approve: boolean; reason?: string },
): Promise<Decided> {
  const decider = begin(ctx);
  return orRefusal(
    inTenant(ctx, async (tx, now) => {
      const waiting = await find(tx, ctx, ids);
      if (waiting.length === 0) throw notFound("earnedBadge");
      const judged = waiting.map((badge) => ({
        badge,
        problem: problemOf(badge, decider, approve, ctx, now),
      }));
      const good = judged.filter(({ problem }) => problem === null).map(({ badge }) => badge);
      const done = await decide(tx, ctx, decider, good, { approve, reason: reason ?? null }, now);
      const undecided = judged
        .filter(({ badge }) => !done.has(badge.id))
        .map(({ badge: { id, person, achievement }, problem }) => ({
          id,
          person,
          achievement: achievement.name,
          reason: problem?.text ?? msg("badges.alreadyDecided"),
        }));
      return { decided: done.size, undecided };
    }),
    REFUSALS,
  );
}

async function decideOne(ctx: Ctx, id: string, decision: Decision): Promise<void> {
  const decider = begin(ctx);
  await orRefusal(
    inTenant(ctx, async (tx, now) => {
      const [badge] = await find(tx, ctx, [id]);
      if (!badge) throw notFound("earnedBadge");
      const problem = problemOf(badge, decider, decision.approve, ctx, now);
      if (problem) throw problem;
      const done = await decide(tx, ctx, decider, [badge], decision, now);
      if (!done.has(id)) throw new AppError("conflict", msg("badges.alreadyDecided"));
    }),
    REFUSALS,
  );
}

function begin(ctx: Ctx): Decider {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor;
}

type Waiting = Awaited<ReturnType<typeof find>>[number];

async function find(tx: Tx, ctx: Ctx, ids: readonly string[]) {
  const rows = await tx.earnedBadge.findMany({
    where: { organizationId: ctx.organization.id, id: { in: [...new Set(ids)] } },
    select: {
      id: true,
      userId: true,
      status: true,
      awardedByUserId: true,
      member: { select: { displayName: true } },
      achievement: { select: { id: true, name: true, status: true, expireDate: true, expirePeriod: true } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map(({ member, ...badge }) => ({ ...badge, person: member.displayName }));
}

const expiresAt = ({ achievement: { expireDate, expirePeriod } }: Waiting, ctx: Ctx, now: Date) =>
  expiryOf(
    { expireDate: expireDate?.toISOString().slice(0, 10) ?? null, expirePeriod },
    now,
    ctx.organization.timeZone,
  );

/** Why this person cannot decide this, or null. */
function problemOf(
  badge: Waiting,
  { userId }: Decider,
  approve: boolean,
  ctx: Ctx,
  now: Date,
): AppError | null {
  if (badge.userId === userId) return new AppError("forbidden", msg("badges.notForYourself"));
  if (badge.status !== "pending_approval") return new AppError("conflict", msg("badges.alreadyDecided"));
  if (badge.awardedByUserId === userId) return new AppError("forbidden", msg("badges.notYourNomination"));
  if (!approve) return null;
  if (badge.achievement.status !== "active") {
    return new AppError("conflict", msg("badges.achievementNotActive"));
  }
  const end = expiresAt(badge, ctx, now);
  return end && end <= now ? new AppError("conflict", msg("badges.alreadyOver")) : null;
}

/** Writes the decision about those that still wait, and answers which those were. */
async function decide(
  tx: Tx,
  ctx: Ctx,
  decider: Decider,
  badges: readonly Waiting[],
  decision: Decision,
  now: Date,
): Promise<ReadonlySet<string>> {
  if (badges.length === 0) return new Set();
  if (decision.approve && (await isIssuingPaused(tx, ctx))) {
    throw new AppError("unavailable", msg("issuingPaused"));
  }
  // First of all: two who decide about the same at once meet here, and not half-way in another order.
  await requestEvaluation(
    tx,
    ctx,
    badges.map(({ userId }) => userId),
  );
  const done = new Set<string>();
  for (const achievementId of new Set(badges.map(({ achievement }) => achievement.id))) {
    const same = badges.filter(({ achievement }) => achievement.id === achievementId);
    const [first] = same;
    if (!first) continue;
    const common = { decidedAt: now, decidedByUserId: decider.userId, decisionReason: decision.reason };
    const rows = await tx.earnedBadge.updateManyAndReturn({
      where: {
        organizationId: ctx.organization.id,
        id: { in: same.map(({ id }) => id) },
        status: "pending_approval",
      },
      data: decision.approve
        ? { status: "awarded", awardedAt: now, expiresAt: expiresAt(first, ctx, now), ...common }
        : { status: "rejected", ...common },
      select: { id: true },
    });
    for (const { id } of rows) done.add(id);
  }
  const decided = badges.filter(({ id }) => done.has(id));
  if (decision.approve) {
    await signOff(tx, ctx, decider, decided, decision.reason, now);
    await tellOfAwards(tx, ctx, [...done]);
  }
  for (const { id } of decided) await recordDecision(tx, ctx, id, decision);
  return done;
}

async function signOff(
  tx: Tx,
  ctx: Ctx,
  decider: Decider,
  badges: readonly Waiting[],
  comment: string | null,
  now: Date,
): Promise<void> {
  await tx.manualAward.createMany({
    data: badges.map(({ id, userId, achievement }) => ({
      organizationId: ctx.organization.id,
      achievementId: achievement.id,
      recipientUserId: userId,
      issuerUserId: decider.userId,
      issuerRole: decider.role,
      dateMet: now,
      earnedBadgeId: id,
      comment,
    })),
  });
}

function recordDecision(tx: Tx, ctx: Ctx, id: string, { approve, reason }: Decision): Promise<void> {
  const after = approve
    ? { status: "awarded", ...(reason ? { reason } : {}) }
    : { status: "rejected", reason };
  return record(
    tx,
    ctx,
    approve ? "badge.approved" : "badge.rejected",
    { type: "badge", id },
    { before: { status: "pending_approval" }, after },
  );
}
