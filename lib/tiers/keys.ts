/** Seed 001 criteria_type: what is counted for a tier. */
export const tierMetrics = [
  "activity_count",
  "activity_hours",
  "referral_count",
  "course_completion_count",
  "badge_count",
  "membership_years",
] as const;
export type TierMetric = (typeof tierMetrics)[number];

/** Colours a tier can wear by name; each has its own look in every theme. */
export const tierColours = ["bronze", "silver", "gold", "platinum"] as const;
export type TierColour = (typeof tierColours)[number];

/** Drawings of tiers that there are; any other key shows the fallback. */
export const tierIcons = ["medal", "shield", "star", "laurel", "crown", "gem"] as const;
export type TierIcon = (typeof tierIcons)[number];

export const isTierColour = (text: string): text is TierColour =>
  (tierColours as readonly string[]).includes(text);
export const isTierIcon = (text: string): text is TierIcon => (tierIcons as readonly string[]).includes(text);
