import { type Criteria, type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import { AppError, type Message, msg } from "@/lib/errors";

/** The columns of an achievement that say what it takes, as they are stored. */
export type Trigger = Readonly<{
  triggerType:
    | "activity_count"
    | "activity_streak"
    | "referral_count"
    | "course_completion"
    | "certification_issued"
    | "manual"
    | "criteria";
  triggerThreshold?: number | null;
  triggerMetadata?: unknown;
  criteria?: unknown;
}>;

type Metadata = Partial<Record<"period" | "unit", string> & { year: number }>;

const refuse = (field: string, message: Message) =>
  new AppError("invalid", msg("form"), { [field]: message });

function metadataOf(trigger: Trigger): Metadata {
  const metadata = trigger.triggerMetadata ?? {};
  if (typeof metadata !== "object" || Array.isArray(metadata))
    throw refuse("triggerMetadata", msg("criteria.metadata"));
  return metadata as Metadata;
}

/** `{period, year?}` as a window: a fixed year is its first to its last day. */
function windowOf({ period, year }: Metadata): CriteriaWindow {
  if (year !== undefined) {
    if (!Number.isInteger(year) || year < 1 || year > 9999 || (period ?? "year") !== "year") {
      throw refuse("triggerMetadata", msg("criteria.metadata"));
    }
    const digits = String(year).padStart(4, "0");
    return { from: `${digits}-01-01`, to: `${digits}-12-31` };
  }
  if (period === undefined || period === "lifetime") return "lifetime";
  if (period === "year" || period === "quarter" || period === "month") return period;
  throw refuse("triggerMetadata", msg("criteria.metadata"));
}
type CriteriaWindow = "lifetime" | "year" | "quarter" | "month" | { from: string; to: string };

/** A streak has a unit and no window: the longest run ever. A period of one month is read as that unit. */
function unitOf({ period, unit, year }: Metadata): "day" | "week" | "month" {
  if (year !== undefined || !["lifetime", "month", undefined].includes(period)) {
    throw refuse("triggerMetadata", msg("criteria.streakPeriod"));
  }
  const named = unit ?? (period === "month" ? "month" : "week");
  if (named === "day" || named === "week" || named === "month") return named;
  throw refuse("triggerMetadata", msg("criteria.metadata"));
}

type Rule = CriteriaInput["rules"][number];

function ruleOf(trigger: Trigger): Rule {
  const metadata = metadataOf(trigger);
  const threshold = trigger.triggerThreshold ?? undefined;
  switch (trigger.triggerType) {
    case "activity_count":
      return { type: "activity_count", threshold, window: windowOf(metadata) };
    case "referral_count":
      return { type: "referral_count", threshold, window: windowOf(metadata) };
    case "course_completion":
      if (threshold === undefined) throw refuse("triggerThreshold", msg("criteria.thresholdMissing"));
      return { type: "course_completion", threshold, window: windowOf(metadata) };
    case "activity_streak":
      return { type: "activity_streak", threshold, unit: unitOf(metadata) };
    case "certification_issued":
      return { type: "certification_held", threshold: threshold ?? 1 };
    default:
      throw new Error(`no rule stands for the trigger ${trigger.triggerType}`);
  }
}

/**
 * What an achievement takes, whichever way its columns say it; null for a manual one, which is never awarded
 * automatically. Nothing else reads the trigger's columns. Throws `invalid` with the field: unknown version or
 * rule, a period that does not exist, a missing threshold (seed 000 threshold_required_for_trigger_types).
 */
export function criteriaOf(trigger: Trigger): Criteria | null {
  if (trigger.triggerType === "manual") return null;
  if (trigger.triggerType === "criteria") return parseCriteria(trigger.criteria);
  return parseCriteria({ version: 1, match: "all", rules: [ruleOf(trigger)] });
}
