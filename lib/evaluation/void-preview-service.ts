import type * as z from "zod";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { lockedIn, type Progress } from "@/lib/evaluation/progress-queries";
import { type Found, reconcilePeople } from "@/lib/evaluation/reconcile-service";
import type { voidPreviewInput } from "@/lib/evaluation/void-preview-schema";
import { Prisma } from "@/lib/generated/prisma/client";

export type VoidEffect = Readonly<{
  /** Badges of the person whose criteria would no longer be met, and what the achievement says of them then. */
  badges: readonly Readonly<{
    achievement: string;
    occurrence: string;
    effect: "flag" | "revoke" | "keep";
  }>[];
  /** Achievements the person would be further away from: one rule each, the one that falls most. */
  progress: readonly Readonly<{ achievement: string; before: number; after: number; need: number }>[];
}>;

const NOTHING: VoidEffect = { badges: [], progress: [] };

/** Carries the answer out of the transaction it rolls back. */
class Foreseen extends Error {
  constructor(readonly effect: VoidEffect) {
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
): Promise<VoidEffect> {
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

async function stateOf(tx: Tx, ctx: Ctx, userId: string, now: Date): Promise<State> {
  const { found } = await reconcilePeople(tx, ctx, { people: [userId], scope: "every", askAgain: false });
  return { found, progress: await lockedIn(tx, ctx, userId, now) };
}

function difference(before: State, after: State): VoidEffect {
  const reasons = new Map(before.found.map(({ id, reason }) => [id, reason]));
  const worse = after.found.filter(({ id, reason }) => reason !== null && reason !== reasons.get(id));
  const badges = worse.map(({ target, occurrence, decision }) => ({
    achievement: target.name,
    occurrence,
    effect: decision === "flag" || decision === "revoke" ? decision : ("keep" as const),
  }));
  return { badges, progress: falls(before.progress, after.progress) };
}

/** Rules of locked achievements of which the person would have less. */
function falls(before: Progress, after: Progress): VoidEffect["progress"] {
  const had = new Map(before.locked.map((one) => [one.achievementId, one]));
  return after.locked.flatMap(({ achievementId, name, rules }) => {
    const earlier = had.get(achievementId);
    const lost = rules.flatMap(({ path, have, need }) => {
      const then = earlier?.rules.find((rule) => rule.path === path);
      return then && then.have > have ? [{ achievement: name, before: then.have, after: have, need }] : [];
    });
    return lost.toSorted((a, b) => b.before - b.after - (a.before - a.after)).slice(0, 1);
  });
}
