import { Temporal } from "temporal-polyfill";
import { periodOf } from "@/lib/badges/rules";
import { windowNamed } from "@/lib/criteria/detail";
import type { ActivityFilter, RepeatingWindow } from "@/lib/criteria/rule-schema";
import type { LeafRule, LeafRuleOf } from "@/lib/criteria/schema";
import { longestRun, type Pause, unitOf } from "@/lib/evaluation/counted-runs";

/** Something recorded about the person, whichever kind, on a day (yyyy-mm-dd) of the organisation's calendar. */
type Recorded = Readonly<{ id: string; day: string | null; at: Date | null; voided: boolean }>;
export type ActivityFact = Recorded &
  Readonly<{ fact: "activity"; kind: string; minutes: number | null; participants: number | null }>;
export type ReferralFact = Recorded & Readonly<{ fact: "referral"; status: string }>;
export type CourseFact = Recorded &
  Readonly<{
    fact: "registration";
    courseId: string;
    code: string;
    title: string;
    status: string;
    grade: string | null;
  }>;
export type Fact = ActivityFact | ReferralFact | CourseFact;

/** Why a fact does not count for a rule. */
export type Reason =
  | Readonly<{
      code:
        | "voided"
        | "later"
        | "kind"
        | "minutesUnknown"
        | "participantsUnknown"
        | "noMinutes"
        | "pending"
        | "declined"
        | "registered"
        | "withdrawn"
        | "failed"
        | "otherCourse"
        | "noGrade"
        | "notANumber"
        | "outsideRun";
    }>
  | Readonly<{ code: "tooShort" | "tooFew" | "gradeTooLow" | "fewInUnit"; need: number }>
  | Readonly<{ code: "before" | "after" | "late"; day: string }>
  | Readonly<{ code: "otherOccurrence"; occurrence: string }>;

export type World = Readonly<{
  /** What happened after it does not count yet. */
  now: Date;
  /** The organisation's day of `now`. */
  today: string;
  /** The window whose occurrence is looked at (`2026-Q4`), for the rules that decide it; else null. */
  occurrence: string | null;
  /** The person's approved pauses, which a streak steps over. */
  pauses: readonly Pause[];
}>;

export type CountingRule = LeafRuleOf<
  | "activity_count"
  | "activity_hours"
  | "activity_streak"
  | "active_periods"
  | "referral_count"
  | "course_completion"
>;

const COUNTING = new Set<LeafRule["type"]>([
  "activity_count",
  "activity_hours",
  "activity_streak",
  "active_periods",
  "referral_count",
  "course_completion",
]);

/** Whether what is recorded about a person counts for the rule; all others are about what somebody holds or is. */
export const isCounting = (rule: LeafRule): rule is CountingRule => COUNTING.has(rule.type);

export type Judged<F extends Fact = Fact> = Readonly<{ fact: F; reason: Reason | null }>;

const isOf = (rule: CountingRule, { fact }: Fact): boolean =>
  fact ===
  (rule.type === "referral_count"
    ? "referral"
    : rule.type === "course_completion"
      ? "registration"
      : "activity");

/**
 * What counts for a rule, and why the rest does not: of the person's facts those of the rule's kind, in the order
 * given. It agrees with the compiler: what counts here is what it counts (proved by a test on random histories).
 */
export function judgeFacts(rule: CountingRule, facts: readonly Fact[], world: World): Judged[] {
  const judged = facts
    .filter((fact) => isOf(rule, fact))
    .map((fact) => ({ fact, reason: ownReason(rule, fact, world) }));
  const counted = judged.filter(({ reason }) => reason === null).map(({ fact }) => fact);
  const together = reasonTogether(rule, counted, world.pauses);
  return judged.map(({ fact, reason }) => ({ fact, reason: reason ?? together(fact) }));
}

/** Why a fact does not count, whatever else there is; the plainest reason first. */
function ownReason(rule: CountingRule, fact: Fact, world: World): Reason | null {
  if (fact.voided) return { code: "voided" };
  if (fact.fact === "registration" && fact.status !== "completed") return notCompleted(fact.status);
  if (isLater(fact, world)) return { code: "later" };
  return kindReason(rule, fact) ?? windowReason(rule, fact, world);
}

const isLater = ({ at, day }: Fact, { now, today }: World): boolean =>
  at === null ? day !== null && day > today : at > now;

const notCompleted = (status: string): Reason =>
  status === "withdrawn" || status === "failed" ? { code: status } : { code: "registered" };

function kindReason(rule: CountingRule, fact: Fact): Reason | null {
  if (fact.fact === "registration")
    return rule.type === "course_completion" ? courseReason(rule, fact) : null;
  if (fact.fact === "referral") {
    if (fact.status === "completed") return null;
    return { code: fact.status === "declined" ? "declined" : "pending" };
  }
  const filtered = filterReason("filter" in rule ? rule.filter : undefined, fact);
  const needsMinutes = rule.type === "activity_hours" && !fact.minutes;
  return filtered ?? (needsMinutes ? { code: "noMinutes" } : null);
}

/** Whether a number is known and large enough. */
function atLeast(
  value: number | null,
  need: number | undefined,
  unknown: Reason,
  few: Reason,
): Reason | null {
  if (!need) return null;
  if (value === null) return unknown;
  return value < need ? few : null;
}

function filterReason(filter: ActivityFilter | undefined, fact: ActivityFact): Reason | null {
  const { kinds, minMinutes, minParticipants } = filter ?? {};
  if (kinds && !kinds.includes(fact.kind)) return { code: "kind" };
  const short: Reason = { code: "tooShort", need: minMinutes ?? 0 };
  const few: Reason = { code: "tooFew", need: minParticipants ?? 0 };
  return (
    atLeast(fact.minutes, minMinutes, { code: "minutesUnknown" }, short) ??
    atLeast(fact.participants, minParticipants, { code: "participantsUnknown" }, few)
  );
}

// As the compiler reads grades: a decimal comma is a point, and what is no number meets no minimum.
const GRADE = /^[0-9]{1,12}([.,][0-9]{1,12})?$/;

function courseReason(rule: LeafRuleOf<"course_completion">, fact: CourseFact): Reason | null {
  if (rule.courses && !rule.courses.includes(fact.code)) return { code: "otherCourse" };
  if (rule.by !== undefined && (fact.day ?? "") > rule.by) return { code: "late", day: rule.by };
  if (rule.minGrade === undefined) return null;
  const grade = fact.grade?.trim() ?? "";
  if (grade === "") return { code: "noGrade" };
  if (!GRADE.test(grade)) return { code: "notANumber" };
  return Number(grade.replace(",", ".")) < rule.minGrade
    ? { code: "gradeTooLow", need: rule.minGrade }
    : null;
}

/** First and last day that count, and the unit when the window is one of many that each give an occurrence. */
type Days = Readonly<{ from: string | null; to: string | null; repeats: RepeatingWindow | null }>;

function daysOf(rule: CountingRule, { today, occurrence }: World): Days {
  const window = "window" in rule ? rule.window : "lifetime";
  if (window === "lifetime") return { from: null, to: null, repeats: null };
  if (typeof window === "string") {
    const named = windowNamed(occurrence ?? periodOf(Temporal.PlainDate.from(today), window));
    return { from: named?.from ?? null, to: named?.to ?? null, repeats: occurrence === null ? null : window };
  }
  if ("from" in window) return { ...window, repeats: null };
  const before = Temporal.PlainDate.from(today).subtract({ [`${window.unit}s`]: window.last });
  return { from: before.add({ days: 1 }).toString(), to: null, repeats: null };
}

function windowReason(rule: CountingRule, { day }: Fact, world: World): Reason | null {
  const { from, to, repeats } = daysOf(rule, world);
  if (day === null) return null;
  const isBefore = from !== null && day < from;
  const isAfter = to !== null && day > to;
  if (!(isBefore || isAfter)) return null;
  if (repeats)
    return { code: "otherOccurrence", occurrence: periodOf(Temporal.PlainDate.from(day), repeats) };
  return isBefore ? { code: "before", day: from ?? day } : { code: "after", day: to ?? day };
}

/** Why a fact that would count by itself does not count among the others. */
function reasonTogether(
  rule: CountingRule,
  counted: readonly Fact[],
  pauses: readonly Pause[],
): (fact: Fact) => Reason | null {
  if (rule.type === "active_periods") {
    const { unit, minPerUnit } = rule;
    const sizes = new Map<number, number>();
    for (const { day } of counted) {
      const number = unitOf(day ?? "", unit);
      sizes.set(number, (sizes.get(number) ?? 0) + 1);
    }
    return ({ day }) =>
      (sizes.get(unitOf(day ?? "", unit)) ?? 0) < minPerUnit ? { code: "fewInUnit", need: minPerUnit } : null;
  }
  if (rule.type !== "activity_streak") return () => null;
  const { unit } = rule;
  const days = counted.map(({ day }) => day ?? "");
  const run = longestRun(days, unit, pauses);
  return ({ day }) => {
    const number = unitOf(day ?? "", unit);
    return number >= run.from && number <= run.to ? null : { code: "outsideRun" };
  };
}
