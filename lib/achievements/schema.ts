import * as z from "zod";
import {
  categories,
  periods,
  streakUnits,
  triggerTypes,
  unmetPolicies,
} from "@/lib/achievements/definition-keys";
import { achievementKey, detailFields } from "@/lib/achievements/detail-schema";
import { thresholdProblem } from "@/lib/achievements/rules";
import { repeatProblem } from "@/lib/criteria/occurrences";
import { type Criteria, criteriaSchema } from "@/lib/criteria/schema";
import type { Message } from "@/lib/errors";
import { unknownPlaceholders } from "@/lib/notifications/placeholder-rules";
import { isOfOurTimes, isOneLine, isStorable } from "@/lib/validation";

export { achievementKey };

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
  /** Machine-readable name, e.g. `ten_activities` (achievements_key_format). */
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
  ...detailFields,
});
type Definition = z.output<typeof definition>;

/** Each problem once: what is wrong with a field by itself has been said. */
const problemsOf = (input: Definition, context: z.core.$RefinementCtx) => {
  const told = new Set(context.issues.map(({ path }) => path?.[0]));
  for (const { path, message, values } of definitionProblems(input, (field) => !told.has(field))) {
    context.addIssue({ code: "custom", path: [...path], message, input: input[path[0]], params: { values } });
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

/** With the revision the change was made from: somebody else's later one is not written over unseen. */
export const achievementUpdate = definition
  .extend({ id: z.uuid(), revision: z.int().min(1).max(2_147_483_647).optional() })
  .superRefine(problemsOf, { when: hasTrigger });

type Field = keyof Definition;
type Problem = { path: readonly [Field, ...PropertyKey[]]; message: string; values?: Message["values"] };

/** The rules that span several attributes, as the database's own checks have them; `sound` are fields without a problem of their own. */
function definitionProblems(input: Definition, sound: (field: Field) => boolean): Problem[] {
  const problems = [
    ...triggerProblems(input),
    ...(sound("criteria") ? criteriaProblems(input) : []),
    ...(["message", "messageSubject"] as const).flatMap((field) => messageProblems(field, input[field])),
    ...(sound("related") ? relationProblems(input) : []),
  ];
  if (input.expireDate !== undefined && input.expirePeriod !== undefined) {
    problems.push({ path: ["expirePeriod"], message: "achievements.oneExpiry" });
  }
  if ((input.paymentAmount === undefined) !== (input.paymentCurrency === undefined)) {
    const missing = input.paymentAmount === undefined ? "paymentAmount" : "paymentCurrency";
    problems.push({ path: [missing], message: "achievements.paymentBoth" });
  }
  if ((input.type === "course") !== (input.course !== undefined)) {
    problems.push({ path: ["course"], message: "achievements.courseWithType" });
  }
  return problems.filter(({ path: [field] }) => sound(field));
}

function triggerProblems(input: Definition): Problem[] {
  const problems: Problem[] = [];
  const threshold = thresholdProblem(input.triggerType, input.triggerThreshold);
  if (threshold) problems.push({ path: ["triggerThreshold"], message: threshold });
  if ((input.triggerType === "criteria") !== (input.criteria !== undefined)) {
    problems.push({ path: ["criteria"], message: "achievements.criteriaWithTrigger" });
  }
  const { year, period = "year" } = (input.triggerMetadata as TriggerMetadata | undefined) ?? {};
  if (year !== undefined && period !== "year") {
    problems.push({ path: ["triggerMetadata"], message: "achievements.yearNeedsYearPeriod" });
  }
  return problems;
}

/** What keeps criteria from repeating, or from not repeating, at the field of the rule that is to blame. */
function criteriaProblems({ criteria, isRepeatable }: Definition): Problem[] {
  if (criteria === undefined || typeof isRepeatable !== "boolean") return [];
  const problem = repeatProblem(criteria as Criteria, isRepeatable);
  if (!problem) return [];
  const path = problem.field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return [{ path: ["criteria", ...path], message: problem.message }];
}

function messageProblems(field: "message" | "messageSubject", text: unknown): Problem[] {
  const [unknown] = typeof text === "string" ? unknownPlaceholders(text) : [];
  if (unknown === undefined) return [];
  return [
    { path: [field], message: "achievements.unknownPlaceholder", values: { name: unknown.slice(0, 40) } },
  ];
}

const relationProblems = ({ key, related }: Definition): Problem[] =>
  Array.isArray(related) && related.includes(key)
    ? [{ path: ["related"], message: "achievements.relatedToItself" }]
    : [];

export const achievementId = z.strictObject({ id: z.uuid() });
export const achievementOrder = z.strictObject({ ids: z.array(z.uuid()).min(1).max(5000) });
export const achievementMove = z.strictObject({ id: z.uuid(), direction: z.enum(["up", "down"]) });

/** Achievements of the platform's catalogue that somebody chose. */
export const catalogueKeys = z.strictObject({ keys: z.array(achievementKey).min(1).max(200) });
