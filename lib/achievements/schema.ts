import * as z from "zod";
import {
  categories,
  periods,
  streakUnits,
  triggerTypes,
  unmetPolicies,
} from "@/lib/achievements/definition-keys";
import { thresholdProblem } from "@/lib/achievements/rules";
import { criteriaSchema } from "@/lib/criteria/schema";
import { isOfOurTimes, isOneLine, isStorable } from "@/lib/validation";

/** Machine-readable name, e.g. `ten_activities` (achievements_key_format). */
export const achievementKey = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+([_-][a-z0-9]+)*$/, "achievements.keyFormat");

/** Seed 000 trigger_metadata: the window that is counted, one fixed year, and the unit of a streak. */
export const triggerMetadata = z.strictObject({
  period: z.enum(periods).optional(),
  year: z.int().min(1900).max(2200).optional(),
  unit: z.enum(streakUnits).optional(),
});
export type TriggerMetadata = z.output<typeof triggerMetadata>;

/** Criteria as JSON text is what a form has; anything else is taken as it is, except a promise, for which zod would wait. */
const criteria = z.preprocess((value) => {
  if (value instanceof Promise) return null;
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}, criteriaSchema);

const definition = z.strictObject({
  key: achievementKey,
  name: z.string().trim().min(1).max(200).refine(isOneLine, "achievements.oneLine"),
  description: z.string().trim().min(1).max(5000).refine(isStorable, "achievements.text"),
  /** Key of a drawn medallion or the https address of an image; a doubtful one warns and never blocks. */
  badgeIconUrl: z.string().trim().max(2000).refine(isOneLine, "achievements.oneLine").optional(),
  category: z.enum(categories),
  triggerType: z.enum(triggerTypes),
  triggerThreshold: z.int().min(1).max(1_000_000).optional(),
  triggerMetadata: triggerMetadata.default({}),
  criteria: criteria.optional(),
  isRepeatable: z.boolean().default(false),
  unmetPolicy: z.enum(unmetPolicies).default("keep"),
  needsApproval: z.boolean().default(false),
  renewable: z.boolean().default(false),
  /** Last day the badge is valid, a day of the organisation's calendar. */
  expireDate: z.iso.date().refine(isOfOurTimes, "field.ourTimes").optional(),
  /** Days after the award. */
  expirePeriod: z.int().min(1).max(36_500).optional(),
});

/** Each problem once: what is wrong with a field by itself has been said. */
const problemsOf = (input: z.output<typeof definition>, context: z.core.$RefinementCtx) => {
  const told = new Set(context.issues.map(({ path }) => path?.[0]));
  for (const { field, message } of definitionProblems(input)) {
    if (told.has(field)) continue;
    context.addIssue({ code: "custom", path: [field], message, input: input[field] });
  }
};

/** So that a form hears everything that is wrong at once, not one half after the other. */
const hasTrigger = ({ value }: { value: unknown }): boolean => {
  const trigger = typeof value === "object" && value !== null && "triggerType" in value && value.triggerType;
  return triggerTypes.some((known) => known === trigger);
};

/** What a form, the API and an import say about an achievement; status and order are changed by their own commands. */
export const achievementInput = definition.superRefine(problemsOf, { when: hasTrigger });
export type AchievementInput = z.input<typeof achievementInput>;
export type AchievementDefinition = z.output<typeof achievementInput>;

export const achievementUpdate = definition
  .extend({ id: z.uuid() })
  .superRefine(problemsOf, { when: hasTrigger });

type Problem = { field: keyof z.output<typeof definition>; message: string };

/** The rules that span several attributes, as the database's own checks have them. */
export function definitionProblems(input: z.output<typeof definition>): Problem[] {
  const problems: Problem[] = [];
  const threshold = thresholdProblem(input.triggerType, input.triggerThreshold);
  if (threshold) problems.push({ field: "triggerThreshold", message: threshold });
  if ((input.triggerType === "criteria") !== (input.criteria !== undefined)) {
    problems.push({ field: "criteria", message: "achievements.criteriaWithTrigger" });
  }
  const { year, period = "year" } = (input.triggerMetadata as TriggerMetadata | undefined) ?? {};
  if (year !== undefined && period !== "year") {
    problems.push({ field: "triggerMetadata", message: "achievements.yearNeedsYearPeriod" });
  }
  if (input.expireDate !== undefined && input.expirePeriod !== undefined) {
    problems.push({ field: "expirePeriod", message: "achievements.oneExpiry" });
  }
  return problems;
}

export const achievementId = z.strictObject({ id: z.uuid() });
export const achievementOrder = z.strictObject({ ids: z.array(z.uuid()).min(1).max(5000) });
export const achievementMove = z.strictObject({ id: z.uuid(), direction: z.enum(["up", "down"]) });

/** Achievements of the platform's catalogue that somebody chose. */
export const catalogueKeys = z.strictObject({ keys: z.array(achievementKey).min(1).max(200) });
