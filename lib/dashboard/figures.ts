type ByMonth<Keys extends string> = Readonly<{ month: string } & Record<Keys, number>>;

/** What is kept of a period. A month is `2026-11`, in the organisation's calendar; months without anything are left out. */
export type PeriodFigures = Readonly<{
  /** Badges and certificates given, that were not taken back. */
  awards: readonly ByMonth<"badges" | "certificates">[];
  /** People with an activity. */
  active: readonly ByMonth<"people">[];
  /** The same of the whole period, each person once. */
  activePeople: number;
  /** Of `people`, those with a tier by the highest they had in the period. */
  tiers: readonly Readonly<{ tierId: string; people: number }>[];
  /** Active people, and those of them who got a badge, a certificate or a tier in the period. */
  people: number;
  reached: number;
  /** The same by group; a null id is those in no group. */
  groups: readonly Readonly<{ groupId: string | null; people: number; reached: number }>[];
  /** What ended: ran out or was taken back, tiers that ended and have not been reached again, and people who left. */
  lapses: readonly ByMonth<"badges" | "certificates" | "tiers" | "people">[];
}>;

/** What is kept of this moment: of the last 30 days, or as it is. */
export type NowFigures = Readonly<{
  people: number;
  activities: number;
  achievements: number;
  badges: number;
  certifications: number;
}>;
