import { type CalendarUnit, calendarUnits, type RepeatingWindow } from "@/lib/criteria/rule-schema";
import type { Criteria, LeafRule, Match } from "@/lib/criteria/schema";

/**
 * Criteria while somebody writes them. A draft keeps the fields of every kind of rule at once, so that nothing typed is
 * lost when the kind, the window or the match is changed and changed back; `writtenCriteria` (written-rules.ts) takes what counts.
 */
export type CriteriaDraft = { description: string; parts: MatchDraft; rules: RuleDraft[] };

export type LeafType = LeafRule["type"];
/** A number as typed: what is none stays as it stands, for the schema to refuse. */
export type Typed = number | string | undefined;
export type MatchDraft = { kind: "all" | "any" | "atLeast"; atLeast: Typed };
export type WindowKind = "lifetime" | RepeatingWindow | "range" | "last";
export type WindowDraft = {
  kind: WindowKind;
  from: string | undefined;
  to: string | undefined;
  last: Typed;
  unit: CalendarUnit;
};

export type RuleDraft = {
  type: LeafType | "group";
  description: string;
  threshold: Typed;
  /** Whether `thresholds` counts, and not `threshold`. */
  several: boolean;
  /** "3, 15, 30" */
  thresholds: string;
  window: WindowDraft;
  filter: { kinds: string[]; minMinutes: Typed; minParticipants: Typed };
  streakUnit: "day" | "week" | "month";
  periodUnit: CalendarUnit;
  minPerUnit: Typed;
  /** Of a list: all of it, or some. */
  match: "all" | "any";
  courses: string[];
  certifications: string[];
  badges: string[];
  groups: string[];
  tier: string;
  minGrade: Typed;
  by: string | undefined;
  roles: string[];
  signOff: "all" | "any";
  /** Of a group: how many of its rules. */
  parts: MatchDraft;
  rules: RuleDraft[];
};

export const leafTypes = [
  "activity_count",
  "activity_hours",
  "activity_streak",
  "active_periods",
  "referral_count",
  "course_completion",
  "certification_held",
  "badge_held",
  "tier_held",
  "membership_years",
  "group_member",
  "profile_complete",
  "manual_approval",
] as const satisfies readonly LeafType[];

export const windowKinds = ["lifetime", "year", "quarter", "month", "range", "last"] as const;
export const approvalRoles = ["coordinator", "org_admin", "global_admin"] as const;
export const streakDraftUnits = ["day", "week", "month"] as const;
export { calendarUnits };

const anyPart = (): MatchDraft => ({ kind: "all", atLeast: "" });

/** A rule with nothing typed. Every field is there, empty: what is left out would be filled from what stood here before. */
export const emptyRule = (type: RuleDraft["type"] = "activity_count"): RuleDraft => ({
  type,
  description: "",
  threshold: "",
  several: false,
  thresholds: "",
  window: { kind: "lifetime", from: "", to: "", last: "", unit: "month" },
  filter: { kinds: [], minMinutes: "", minParticipants: "" },
  streakUnit: "week",
  periodUnit: "month",
  minPerUnit: "",
  match: "any",
  courses: [],
  certifications: [],
  badges: [],
  groups: [],
  tier: "",
  minGrade: "",
  by: "",
  roles: [],
  signOff: "all",
  parts: anyPart(),
  rules: type === "group" ? [emptyRule()] : [],
});

export const emptyCriteria = (): CriteriaDraft => ({ description: "", parts: anyPart(), rules: [] });

const matchDraft = (match: Match): MatchDraft =>
  typeof match === "string" ? { kind: match, atLeast: "" } : { kind: "atLeast", atLeast: match.atLeast };

function windowDraft(rule: LeafRule): WindowDraft {
  const { window } = emptyRule();
  if (!("window" in rule)) return window;
  if (typeof rule.window === "string") return { ...window, kind: rule.window };
  return "last" in rule.window
    ? { ...window, kind: "last", ...rule.window }
    : { ...window, kind: "range", ...rule.window };
}

/** What a rule says under names that a draft has as well. */
function leafDraft(rule: LeafRule): RuleDraft {
  const draft = emptyRule(rule.type);
  const {
    match,
    unit,
    window: _window,
    filter,
    thresholds,
    ...same
  } = rule as Partial<RuleDraft> & {
    unit?: CalendarUnit;
    thresholds?: number[];
  };
  return {
    ...draft,
    ...same,
    type: rule.type,
    description: rule.description ?? "",
    several: Array.isArray(thresholds),
    thresholds: Array.isArray(thresholds) ? (thresholds as number[]).join(", ") : "",
    window: windowDraft(rule),
    filter: { ...draft.filter, ...filter },
    streakUnit: rule.type === "activity_streak" ? rule.unit : draft.streakUnit,
    periodUnit: rule.type === "active_periods" && unit ? unit : draft.periodUnit,
    match: rule.type !== "manual_approval" && match ? match : draft.match,
    signOff: rule.type === "manual_approval" ? rule.match : draft.signOff,
  };
}

/** Stored criteria as a draft. */
export const draftOf = (criteria: Criteria): CriteriaDraft => ({
  description: criteria.description ?? "",
  parts: matchDraft(criteria.match),
  rules: criteria.rules.map((rule) =>
    rule.type === "group"
      ? {
          ...emptyRule("group"),
          description: rule.description ?? "",
          parts: matchDraft(rule.match),
          rules: rule.rules.map(leafDraft),
        }
      : leafDraft(rule),
  ),
});
