/** The closed lists of an achievement's definition; the database's enums have the same values. */
export const categories = [
  "activity",
  "community",
  "learning",
  "referral",
  "certification",
  "milestone",
  "special",
] as const;
export type Category = (typeof categories)[number];

export const triggerTypes = [
  "activity_count",
  "activity_streak",
  "referral_count",
  "course_completion",
  "certification_issued",
  "manual",
  "criteria",
] as const;
export type TriggerType = (typeof triggerTypes)[number];

export const statuses = ["draft", "active", "inactive", "archived"] as const;
export type AchievementStatus = (typeof statuses)[number];

export const unmetPolicies = ["keep", "flag", "revoke"] as const;
export const periods = ["lifetime", "year", "quarter", "month"] as const;
export const streakUnits = ["day", "week", "month"] as const;
/** Seed 003 badges.type: for everybody, or for those who are registered for a course. */
export const achievementTypes = ["site", "course"] as const;
/** Seed 003 badges.notification. */
export const digests = ["never", "every_time", "daily", "weekly", "monthly"] as const;
