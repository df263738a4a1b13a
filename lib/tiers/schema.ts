import * as z from "zod";
import { activityFilter, QUARTER_YEAR } from "@/lib/criteria/rule-schema";
import { type Criteria, criteriaSchema } from "@/lib/criteria/schema";
import { tierMetrics } from "@/lib/tiers/keys";
import { awardPeriods, isPeriodKey } from "@/lib/tiers/period-rules";
import { isOneLine, isStorable } from "@/lib/validation";

/** The counted ones that look at activities, and so can be narrowed down to some of them. */
export const takesFilter = (metric: string): boolean =>
  metric === "activity_count" || metric === "activity_hours";

const TWO_DECIMALS = 100;

/** At most two decimals: half hours, not float noise. */
const threshold = z
  .number()
  .positive("tiers.thresholdPositive")
  .max(1_000_000)
  .refine(
    (value) => Number.isInteger(Math.round(value * TWO_DECIMALS * 1e6) / 1e6),
    "tiers.thresholdDecimals",
  );

const definition = z.strictObject({
  name: z.string().trim().min(1).max(200).refine(isOneLine, "tiers.oneLine"),
  /** Any key; one that is not drawn (yet) warns and shows the fallback. */
  iconKey: z.string().trim().min(1).max(200).refine(isOneLine, "tiers.oneLine"),
  criteriaType: z.enum(tierMetrics),
  criteriaThreshold: threshold,
  criteriaFilter: activityFilter.optional(),
  /** More conditions, all of which must be met as well (criteria version 1). */
  extraCriteria: criteriaSchema.optional(),
  awardPeriod: z.enum(awardPeriods),
  /** No token is the default palette; one that is no token warns. */
  colorToken: z.string().trim().max(200).refine(isOneLine, "tiers.oneLine").optional(),
  description: z.string().trim().max(5000).refine(isStorable, "tiers.text").optional(),
});

type Definition = z.output<typeof definition>;

/** Sign-offs belong to an achievement, and a tier that asks for a tier would wait for itself. */
const NEVER_MET: ReadonlySet<string> = new Set(["manual_approval", "tier_held"]);

/** Paths of the rules that no tier can ask for. */
const neverMet = ({ rules }: Criteria): (string | number)[][] =>
  rules.flatMap((rule, at) => {
    if (rule.type !== "group") return NEVER_MET.has(rule.type) ? [["rules", at, "type"]] : [];
    return rule.rules.flatMap((inner, below) =>
      NEVER_MET.has(inner.type) ? [["rules", at, "rules", below, "type"]] : [],
    );
  });

const problemsOf = (
  { criteriaType, criteriaThreshold, criteriaFilter, extraCriteria }: Definition,
  context: z.core.$RefinementCtx,
) => {
  for (const path of extraCriteria ? neverMet(extraCriteria) : []) {
    context.addIssue({
      code: "custom",
      path: ["extraCriteria", ...path],
      message: "tiers.extraNever",
      input: extraCriteria,
    });
  }
  if (criteriaType === "membership_years" && criteriaThreshold % QUARTER_YEAR !== 0) {
    context.addIssue({
      code: "custom",
      path: ["criteriaThreshold"],
      message: "criteria.quarterYears",
      input: criteriaThreshold,
    });
  }
  if (criteriaFilter && !takesFilter(criteriaType)) {
    context.addIssue({
      code: "custom",
      path: ["criteriaFilter"],
      message: "tiers.filterOnlyActivities",
      input: criteriaFilter,
    });
  }
};

/** What a form, the API and an import say about a tier (seed 001); order and use are changed by their own commands. */
export const tierInput = definition.superRefine(problemsOf);
export type TierInput = z.input<typeof tierInput>;
export type TierDefinition = z.output<typeof tierInput>;

export const tierUpdate = definition.extend({ id: z.uuid() }).superRefine(problemsOf);
export const tierId = z.strictObject({ id: z.uuid() });
export const tierOrder = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) });
export const tierMove = z.strictObject({ id: z.uuid(), direction: z.enum(["up", "down"]) });
export const tierTemplate = z.strictObject({ template: z.enum(["medals", "service_years"]) });

/** New thresholds of several tiers, with what each was when they were chosen. */
export const tierThresholds = z.strictObject({
  thresholds: z
    .array(z.strictObject({ id: z.uuid(), threshold, was: z.number() }))
    .min(1)
    .max(200)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "tiers.twice"),
});

/** Assignments that were handed over, or were not after all. */
export const tierPresentation = z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) });

/** A period of the past, by its key. */
export const periodKey = z
  .string()
  .max(10)
  .refine((key) => key !== "lifetime" && isPeriodKey(key), "tiers.periodKey");
export const tierPeriodInput = z.strictObject({ period: periodKey });
