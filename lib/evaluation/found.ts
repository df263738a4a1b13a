import type { Ctx } from "@/lib/context";
import type { Failed } from "@/lib/evaluation/evaluate-safely";
import { NO_TIERS, type TierCounts } from "@/lib/tiers/assign-service";

/** What an evaluation has come to. */
export type Found = Readonly<{
  /** Achievements people were looked at for. */
  achievements: number;
  /** Badges awarded now. */
  awarded: number;
  /** Badges of these people and achievements that stood before. */
  already: number;
  /** What became of their recognition tiers. */
  tiers: TierCounts;
  /** Achievements that could not be evaluated; the others were. */
  failed: readonly Failed[];
}>;

const { changed: _, ...noTiers } = NO_TIERS;
export const FOUND_NOTHING: Found = { achievements: 0, awarded: 0, already: 0, tiers: noTiers, failed: [] };

/** Both together: badges and tiers add up, the achievements are the same ones. */
export const sumFound = (one: Found, other: Found): Found => ({
  achievements: Math.max(one.achievements, other.achievements),
  awarded: one.awarded + other.awarded,
  already: one.already + other.already,
  tiers: {
    assigned: one.tiers.assigned + other.tiers.assigned,
    superseded: one.tiers.superseded + other.tiers.superseded,
    already: one.tiers.already + other.tiers.already,
    revoked: one.tiers.revoked + other.tiers.revoked,
  },
  failed: [
    ...new Map([...one.failed, ...other.failed].map((failed) => [failed.achievementId, failed])).values(),
  ],
});

/** Badges are evaluated and looked at again (seed 000 module_toggle_gate). */
export const hasBadges = ({ modules }: Ctx): boolean => modules.has("achievements_gamification");

/** There is something to evaluate people for: badges, tiers or both. */
export const isEvaluated = (ctx: Ctx): boolean => hasBadges(ctx) || ctx.modules.has("recognition_tiers");
