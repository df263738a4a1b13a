import * as z from "zod";
import { isOfOurTimes, isStorable } from "@/lib/validation";

/** Text that PostgreSQL's jsonb can keep: no NUL and no half of a surrogate pair. */
const text = (maximum: number) => z.string().trim().min(1).max(maximum).refine(isStorable, "criteria.text");

const description = text(5000).optional().describe("Markdown, the narrative of the rule");
/** No list of thresholds or of names is longer. */
export const longestList = 50;
const positive = z.int().min(1).max(1_000_000);

/** Keys and codes of other things, never ids; each named once. */
const references = (maximumLength: number) =>
  z
    .array(text(maximumLength))
    .min(1)
    .max(longestList)
    .refine((values) => new Set(values).size === values.length, "criteria.twice");

export const calendarUnits = ["day", "week", "month", "year"] as const;
export const repeatingWindows = ["year", "quarter", "month"] as const;

/** A day of the calendar that PostgreSQL can compute with; one rule it cannot would stop everybody's evaluation. */
const day = z.iso.date().refine(isOfOurTimes, "field.ourTimes");
const LONGEST_YEARS = 200;

const dateRange = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "criteria.rangeOrder" })
  .describe("Calendar days of the organisation, both included");

const lastUnits = z
  .strictObject({ last: z.int().min(1).max(10_000), unit: z.enum(calendarUnits) })
  .refine(({ last, unit }) => unit !== "year" || last <= LONGEST_YEARS, {
    path: ["last"],
    error: "criteria.tooManyYears",
  })
  .describe("Today and what lies before it: the last 30 days are today and 29 days before");

export const windowSchema = z
  .union([z.enum(["lifetime", ...repeatingWindows]), dateRange, lastUnits], { error: "criteria.window" })
  .default("lifetime");

export const activityFilter = z.strictObject({
  kinds: references(100).optional(),
  minMinutes: z.int().min(1).max(100_000).optional(),
  minParticipants: z.int().min(1).max(1_000_000).optional(),
});

const rising = (number: z.ZodNumber) =>
  z
    .array(number)
    .min(1)
    .max(longestList)
    .refine(
      (list) => list.every((value, at) => at === 0 || value > (list[at - 1] ?? 0)),
      "criteria.thresholdsOrder",
    );

const counting = { description, threshold: positive.optional(), thresholds: rising(positive).optional() };
type Counting = { threshold?: number; thresholds?: number[]; window?: unknown };

/** A problem at one field of a rule; zod keeps the object's own type, so the rules stay one discriminated union. */
function check<S extends z.ZodType<Counting>>(schema: S, needed: boolean): S {
  return schema.superRefine((rule, context) => {
    const problem = (path: string, message: string) => {
      context.addIssue({ code: "custom", path: [path], message, input: rule });
    };
    if (rule.threshold !== undefined && rule.thresholds !== undefined)
      problem("thresholds", "criteria.oneThreshold");
    if (needed && rule.threshold === undefined && rule.thresholds === undefined) {
      problem("threshold", "criteria.thresholdMissing");
    }
    if (rule.thresholds !== undefined && (rule.window ?? "lifetime") !== "lifetime") {
      problem("thresholds", "criteria.thresholdsLifetime");
    }
  });
}

const activityCount = check(
  z.strictObject({
    type: z.literal("activity_count"),
    ...counting,
    window: windowSchema,
    filter: activityFilter.optional(),
  }),
  true,
);
const activityHours = check(
  z.strictObject({
    type: z.literal("activity_hours"),
    ...counting,
    window: windowSchema,
    filter: activityFilter.optional(),
  }),
  true,
);
const activityStreak = check(
  z.strictObject({
    type: z.literal("activity_streak"),
    ...counting,
    unit: z
      .enum(["day", "week", "month"])
      .describe(
        "week: ISO, Monday first; one without activity that an approved pause touches neither counts nor breaks the run",
      ),
    filter: activityFilter.optional(),
  }),
  true,
);
const activePeriods = check(
  z.strictObject({
    type: z.literal("active_periods"),
    ...counting,
    unit: z.enum(calendarUnits),
    minPerUnit: z.int().min(1).max(10_000).default(1),
    filter: activityFilter.optional(),
  }),
  true,
);
const referralCount = check(
  z.strictObject({ type: z.literal("referral_count"), ...counting, window: windowSchema }),
  true,
);
/** Three months, the shortest that years of membership are told apart by; exact as a number, unlike a month. */
export const QUARTER_YEAR = 0.25;
const years = z
  .number()
  .positive()
  .max(1_000_000)
  .multipleOf(QUARTER_YEAR, "criteria.quarterYears")
  .describe("Years in quarters: 0.25 is three whole months, 0.5 six");
const membershipYears = check(
  z.strictObject({
    type: z.literal("membership_years"),
    description,
    threshold: years.optional(),
    thresholds: rising(years).optional(),
  }),
  true,
);

/** `all` of a list, or `any`: as many of them as `threshold` says, one when it says nothing. */
const ofList = { match: z.enum(["all", "any"]).default("any") };

function checkList<S extends z.ZodType<Counting & { match: "all" | "any" }>>(schema: S, list: string): S {
  return check(schema, false).superRefine((rule, context) => {
    const named = (rule as Record<string, unknown>)[list] as string[] | undefined;
    const problem = (path: string, message: string) => {
      context.addIssue({ code: "custom", path: [path], message, input: rule });
    };
    const needed = Math.max(rule.threshold ?? 0, ...(rule.thresholds ?? []));
    if (rule.match === "all" && !named) problem(list, "criteria.allNeedsList");
    if (rule.match === "all" && needed > 0) problem("threshold", "criteria.allNeedsNoThreshold");
    else if (named && needed > named.length) problem("threshold", "criteria.moreThanNamed");
  });
}

const courseCompletion = checkList(
  z.strictObject({
    type: z.literal("course_completion"),
    ...counting,
    ...ofList,
    courses: references(100).optional(),
    minGrade: z
      .number()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe("A grade that is not a number never meets it"),
    by: day.optional().describe("Last day that counts"),
    window: windowSchema,
  }),
  "courses",
);
const certificationHeld = checkList(
  z.strictObject({
    type: z.literal("certification_held"),
    ...counting,
    ...ofList,
    certifications: references(80).optional(),
  }),
  "certifications",
);
const badgeHeld = checkList(
  z.strictObject({
    type: z.literal("badge_held"),
    ...counting,
    ...ofList,
    badges: references(80).optional(),
  }),
  "badges",
);
const tierHeld = z.strictObject({
  type: z.literal("tier_held"),
  description,
  tier: text(200).describe("Name of the tier; a higher one counts as well"),
});
const groupMember = z.strictObject({
  type: z.literal("group_member"),
  description,
  ...ofList,
  groups: references(100),
});
const profileComplete = z.strictObject({ type: z.literal("profile_complete"), description });
const manualApproval = z.strictObject({
  type: z.literal("manual_approval"),
  description,
  match: z.enum(["all", "any"]).default("all"),
  roles: z
    .array(z.enum(["coordinator", "org_admin", "global_admin"]))
    .min(1)
    .max(3)
    .refine((values) => new Set(values).size === values.length, "criteria.twice"),
});

export const leafSchemas = [
  activityCount,
  activityHours,
  activityStreak,
  activePeriods,
  referralCount,
  courseCompletion,
  certificationHeld,
  badgeHeld,
  tierHeld,
  membershipYears,
  groupMember,
  profileComplete,
  manualApproval,
] as const;

export const ruleDescription = description;
export type CalendarUnit = (typeof calendarUnits)[number];
export type RepeatingWindow = (typeof repeatingWindows)[number];
export type Window = z.output<typeof windowSchema>;
export type ActivityFilter = z.output<typeof activityFilter>;
