import type { AchievementStatus } from "@/lib/achievements/definition-keys";
import { canBecome } from "@/lib/achievements/rules";

/**
 * How a person stands to an achievement, the first that fits: would be awarded now; has it; meets it but is left alone
 * (it was taken back, turned down or has run out); met it before the first day that counts; is close; is not there yet.
 */
export const standings = ["earns", "held", "refused", "earlier", "close", "not_yet"] as const;
export type Standing = (typeof standings)[number];

/** What happens to those who meet it already when an achievement is published. */
export const publishChoices = ["all", "silent", "from_today"] as const;
export type PublishChoice = (typeof publishChoices)[number];

/** Close is one thing short, or at least this share of the way. */
export const CLOSE_SHARE = 0.8;

/** An achievement in use is published already, and an archived one is taken out of the archive first. */
export const isPublishable = (status: AchievementStatus): boolean =>
  status !== "active" && canBecome(status, "active");

/** What a change of the rules does to a person: gets a badge, has one that the new rules would not give, neither. */
export const differenceKinds = ["gained", "lost", "unaffected"] as const;
export type DifferenceKind = (typeof differenceKinds)[number];
