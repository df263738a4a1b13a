import { type Awarded, onceByHand } from "@/lib/badges/by-hand-service";
import type { Award } from "@/lib/badges/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";

export type { Awarded } from "@/lib/badges/by-hand-service";

/**
 * Awards an achievement by hand: with the achievement's approval when it needs one, else at once.
 *
 * One award, whoever asks and however often: the same idempotency key with the same input answers the award it
 * already gave; with other input it is a `conflict`; somebody who holds the badge already is a `conflict` that says
 * since when and from whom. Which time a repeatable achievement is earned is decided by lib/badges/occurrence-queries.
 * Throws `forbidden` for an award to oneself, `not_found` for people and achievements that are unknown, foreign or
 * not active, `invalid` for an achievement that roles sign off together, and for days that are in the future, leave
 * nothing before the badge expires, or lie before the person joined, unless `evenBeforeJoining` says it is meant.
 */
export async function awardBadge(ctx: Ctx, input: Award): Promise<Awarded> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  return onceByHand(ctx, { input, as: "award" });
}
