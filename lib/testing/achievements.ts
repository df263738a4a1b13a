import {
  type AchievementDefinition,
  type AchievementInput,
  achievementInput,
} from "@/lib/achievements/schema";

/** A definition as a form sends it: ten activities, unless changed. */
export const define = (changes: Partial<AchievementInput> = {}): AchievementDefinition =>
  achievementInput.parse({
    key: "ten_activities",
    name: "Ti aktiviteter",
    description: "Ti ganger",
    category: "activity",
    triggerType: "activity_count",
    triggerThreshold: 10,
    ...changes,
  });
