import {
  type Decider,
  type Decision,
  deciderOf,
  REFUSALS,
  unapprovable,
  writeDecision,
} from "@/lib/badges/approval-write-service";
import { orRefusal } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg, notFound } from "@/lib/errors";

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
export type Decided = Readonly<{
  decided: number;
  /** A page of those that could not be, and how many those are together. */
  undecided: readonly Undecided[];
  undecidedCount: number;
  /** Those that wait still, as they were too many for one press. */
  left: number;
}>;

/** So many of those that could not be decided are named. */
export const NAMED = 50;

/**
 * Decides about several at once: each that can be is, and each that cannot is answered with the reason. Only when
 * none of them is known here it is `not_found`.
 */
export async function decideBadges(
  ctx: Ctx,
  { ids, approve, reason }: { ids: readonly string[]; approve: boolean; reason?: string },
): Promise<Decided> {
  const decider = deciderOf(ctx);
  return orRefusal(
    inTenant(ctx, async (tx, now) => {
      const waiting = await find(tx, ctx, ids);
      if (waiting.length === 0) throw notFound("earnedBadge");
      const judged = waiting.map((badge) => ({
        badge,
        problem: problemOf(badge, decider, approve, ctx, now),
      }));
      const good = judged.filter(({ problem }) => problem === null).map(({ badge }) => badge);
      const done = await writeDecision(tx, ctx, decider, good, { approve, reason: reason ?? null }, now);
      const undecided = judged
        .filter(({ badge }) => !done.has(badge.id))
        .map(({ badge: { id, person, achievement }, problem }) => ({
          id,
          person,
          achievement: achievement.name,
          reason: problem?.text ?? msg("badges.alreadyDecided"),
        }));
      return {
        decided: done.size,
        undecided: undecided.slice(0, NAMED),
        undecidedCount: undecided.length,
        left: 0,
      };
    }),
    REFUSALS,
  );
}

async function decideOne(ctx: Ctx, id: string, decision: Decision): Promise<void> {
  const decider = deciderOf(ctx);
  await orRefusal(
    inTenant(ctx, async (tx, now) => {
      const [badge] = await find(tx, ctx, [id]);
      if (!badge) throw notFound("earnedBadge");
      const problem = problemOf(badge, decider, decision.approve, ctx, now);
      if (problem) throw problem;
      const done = await writeDecision(tx, ctx, decider, [badge], decision, now);
      if (!done.has(id)) throw new AppError("conflict", msg("badges.alreadyDecided"));
    }),
    REFUSALS,
  );
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
  return approve ? unapprovable(badge.achievement, ctx, now) : null;
}
