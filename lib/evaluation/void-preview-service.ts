import type * as z from "zod";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { lockedIn, type Progress } from "@/lib/evaluation/progress-queries";
import { type Found, reconcilePeople } from "@/lib/evaluation/reconcile-service";
import type { voidPreviewInput } from "@/lib/evaluation/void-preview-schema";
import { Prisma } from "@/lib/generated/prisma/client";

/** What a change of the facts does to one person. */
export type Effect = Readonly<{
  /** Badges of the person whose criteria would no longer be met, and what the achievement says of them then. */
  badges: readonly Readonly<{
    achievement: string;
    occurrence: string;
    effect: "flag" | "revoke" | "keep";
  }>[];
  /** Achievements whose criteria the person would meet, and does not now. */
  reached: readonly string[];
  /** Achievements the person would be further away from, or nearer to: one rule each, the one that moves most. */
  progress: readonly Readonly<{ achievement: string; before: number; after: number; need: number }>[];
}>;

const NOTHING: Effect = { badges: [], reached: [], progress: [] };

/** Carries the answer out of the transaction it rolls back. */
class Foreseen extends Error {
  constructor(readonly effect: Effect) {
    super("foreseen");
  }
}

const FACTS = {
  activity: { table: "activities", user: "user_id", missing: "activity" },
  referral: { table: "referrals", user: "referrer_user_id", missing: "referral" },
  registration: { table: "course_registrations", user: "user_id", missing: "courseRegistration" },
} as const;

/**
 * What voiding this fact would change for its person. It is done, looked at by the very rules that follow a voiding,
 * and rolled back: nothing of it stays. What is wrong already is not counted against this fact. Nothing changes by
 * voiding what is voided, or while the module is off; `not_found` for what is unknown or foreign.
 */
export async function previewVoid(
  ctx: Ctx,
  { fact, id }: z.output<typeof voidPreviewInput>,
): Promise<Effect> {
  authorize(ctx, "facts:write");
  try {
    return await inTenant(ctx, async (tx, now) => {
      const { table, user, missing } = FACTS[fact];
      const [row] = await tx.$queryRaw<{ user_id: string; voided: boolean }[]>`
        SELECT ${Prisma.raw(user)} AS user_id, voided_at IS NOT NULL AS voided FROM ${Prisma.raw(table)}
        WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
      if (!row) throw notFound(missing);
      if (row.voided || !ctx.modules.has("achievements_gamification")) return NOTHING;
      const look = () => stateOf(tx, ctx, row.user_id, now);
      const before = await look();
      await tx.$executeRaw`
        UPDATE ${Prisma.raw(table)} SET voided_at = ${now}, void_reason = 'preview'
        WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
      throw new Foreseen(difference(before, await look()));
    });
  } catch (error) {
    if (error instanceof Foreseen) return error.effect;
    throw error;
  }
}

type State = Readonly<{ found: readonly Found[]; progress: Progress }>;

/** How a person's badges and progress stand, judged as after every change of the facts; it changes nothing that stays. */
export async function stateOf(tx: Tx, ctx: Ctx, userId: string, now: Date): Promise<State> {
  const { found } = await reconcilePeople(tx, ctx, { people: [userId], scope: "every", askAgain: false });
  return { found, progress: await lockedIn(tx, ctx, userId, now) };
}

/** What became of a person between two looks. */
export function difference(before: State, after: State): Effect {
  const reasons = new Map(before.found.map(({ id, reason }) => [id, reason]));
  const worse = after.found.filter(({ id, reason }) => reason !== null && reason !== reasons.get(id));
  const badges = worse.map(({ target, occurrence, decision }) => ({
    achievement: target.name,
    occurrence,
    effect: decision === "flag" || decision === "revoke" ? decision : ("keep" as const),
  }));
  const reached = after.progress.locked.filter(({ achievementId, share }) => {
    const earlier = before.progress.locked.find((one) => one.achievementId === achievementId);
    return share === 1 && earlier !== undefined && earlier.share < 1;
  });
  const names = reached.map(({ name }) => name);
  return { badges, reached: names, progress: moves(before.progress, after.progress, names) };
}

/** Rules of locked achievements of which the person would have less, or more; those that are reached are named already. */
function moves(before: Progress, after: Progress, reached: readonly string[]): Effect["progress"] {
  const had = new Map(before.locked.map((one) => [one.achievementId, one]));
  const locked = after.locked.filter(({ name }) => !reached.includes(name));
  return locked.flatMap(({ achievementId, name, rules }) => {
    const earlier = had.get(achievementId);
    const moved = rules.flatMap(({ path, have, need }) => {
      const then = earlier?.rules.find((rule) => rule.path === path);
      return then && then.have !== have ? [{ achievement: name, before: then.have, after: have, need }] : [];
    });
    const far = (rule: Effect["progress"][number]) => Math.abs(rule.before - rule.after);
    return moved.toSorted((a, b) => far(b) - far(a)).slice(0, 1);
  });
}
