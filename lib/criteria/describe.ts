import { type Leaf, layOut, type OccurrencePlan, planOccurrences } from "@/lib/criteria/occurrences";
import type { ActivityFilter, Window } from "@/lib/criteria/rule-schema";
import type { Criteria, LeafRule, Match } from "@/lib/criteria/schema";
import { type FormatOptions, formatDate, formatNumber } from "@/lib/format";

export type Named = "kind" | "course" | "certification" | "badge" | "tier" | "group";

/** The reader's language: a translator of namespace `criteria`, and names for the keys and codes of the rules. */
export type Words = Readonly<{
  t: (key: string, values?: Record<string, string | number>) => string;
  format: FormatOptions;
  /** A course's title, a badge's name; the key itself when nobody knows it. */
  nameOf?: (what: Named, key: string) => string | undefined;
}>;

const MONTHS = 12;

/** Years in quarters as people say them: "3 måneder", "1 år og 6 måneder", "5 år". */
export function durationText({ t }: Pick<Words, "t">, years: number): string {
  const whole = Math.floor(years);
  const months = Math.round((years - whole) * MONTHS);
  if (months === 0 && whole > 0) return t("duration.years", { years: whole });
  return t(whole > 0 ? "duration.both" : "duration.months", { years: whole, months });
}

/** How much somebody has or needs of a rule (or of what a tier counts): hours with a decimal, membership in years and months. */
export const amountText = (words: Pick<Words, "t" | "format">, type: string, amount: number): string =>
  type === "membership_years" ? durationText(words, amount) : formatNumber(amount, words.format, 1);

type Phrase = Readonly<{ words: Words; repeats: boolean }>;

function list({ t }: Words, key: string, items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : t(key, { list: items.slice(0, -1).join(", "), last });
}

const names = (words: Words, what: Named, keys: readonly string[], join: string) =>
  list(
    words,
    join,
    keys.map((key) => words.nameOf?.(what, key) ?? key),
  );

const WINDOW = {
  year: ["window.year", "window.eachYear"],
  quarter: ["window.quarter", "window.eachQuarter"],
  month: ["window.month", "window.eachMonth"],
} as const;
const LAST = {
  day: "window.lastDay",
  week: "window.lastWeek",
  month: "window.lastMonth",
  year: "window.lastYear",
} as const;

function windowText({ words, repeats }: Phrase, window: Window): string {
  if (window === "lifetime") return "";
  if (typeof window === "string") return words.t(WINDOW[window][repeats ? 1 : 0]);
  if ("last" in window) return words.t(LAST[window.unit], { count: window.last });
  const [from, to] = [formatDate(window.from, words.format), formatDate(window.to, words.format)];
  return words.t("window.range", { from, to });
}

function filterTexts(words: Words, filter: ActivityFilter | undefined): string[] {
  const texts: string[] = [];
  if (filter?.kinds)
    texts.push(words.t("filter.kinds", { names: names(words, "kind", filter.kinds, "join.or") }));
  if (filter?.minMinutes) texts.push(words.t("filter.minutes", { count: filter.minMinutes }));
  if (filter?.minParticipants) texts.push(words.t("filter.participants", { count: filter.minParticipants }));
  return texts;
}

type ListRule = Readonly<{ match: "all" | "any" }>;
type ListKeys = Readonly<{ free: string; all: string; some: string }>;

/** "the course A", "the courses A and B", "at least 2 of the courses A, B and C" or "at least 2 courses". */
function ofList(
  words: Words,
  what: Named,
  { match }: ListRule,
  need: number,
  keys: readonly string[] | undefined,
  { free, all, some }: ListKeys,
) {
  if (!keys) return words.t(free, { count: need });
  const needed = match === "all" ? keys.length : need;
  const named = names(words, what, keys, "join.and");
  if (needed === keys.length || keys.length === 1) return words.t(all, { count: keys.length, names: named });
  return words.t(some, { need: needed, names: named });
}

const STREAK = { day: "rule.streakDay", week: "rule.streakWeek", month: "rule.streakMonth" } as const;
const PERIODS = {
  day: "rule.periodsDay",
  week: "rule.periodsWeek",
  month: "rule.periodsMonth",
  year: "rule.periodsYear",
} as const;
const COURSES: ListKeys = { free: "rule.courses", all: "rule.coursesAll", some: "rule.coursesSome" };
const CERTIFICATIONS: ListKeys = {
  free: "rule.certifications",
  all: "rule.certificationsAll",
  some: "rule.certificationsSome",
};
const BADGES: ListKeys = { free: "rule.badges", all: "rule.badgesAll", some: "rule.badgesSome" };
const ROLES = {
  coordinator: "role.coordinator",
  org_admin: "role.orgAdmin",
  global_admin: "role.globalAdmin",
} as const;
const JOINT = { all: "join.and", any: "join.or" } as const;

type Counting = Extract<LeafRule, { threshold?: number }>;

function countingTexts(phrase: Phrase, rule: Counting, need: number): string[] {
  const { words } = phrase;
  switch (rule.type) {
    case "activity_count":
    case "activity_hours": {
      const key = rule.type === "activity_count" ? "rule.activityCount" : "rule.activityHours";
      return [
        words.t(key, { count: need }),
        ...filterTexts(words, rule.filter),
        windowText(phrase, rule.window),
      ];
    }
    case "referral_count":
      return [words.t("rule.referralCount", { count: need }), windowText(phrase, rule.window)];
    case "activity_streak":
      return [words.t(STREAK[rule.unit], { count: need }), ...filterTexts(words, rule.filter)];
    case "active_periods": {
      const each = rule.minPerUnit > 1 ? words.t("filter.perUnit", { count: rule.minPerUnit }) : "";
      return [words.t(PERIODS[rule.unit], { count: need }), ...filterTexts(words, rule.filter), each];
    }
    case "membership_years":
      return [words.t("rule.membershipYears", { duration: durationText(words, need) })];
    case "course_completion":
      return [
        ofList(words, "course", rule, need, rule.courses, COURSES),
        rule.minGrade === undefined
          ? ""
          : words.t("filter.grade", { grade: formatNumber(rule.minGrade, words.format, 2) }),
        rule.by === undefined ? "" : words.t("filter.by", { day: formatDate(rule.by, words.format) }),
        windowText(phrase, rule.window),
      ];
    case "certification_held":
      return [ofList(words, "certification", rule, need, rule.certifications, CERTIFICATIONS)];
    case "badge_held":
      return [ofList(words, "badge", rule, need, rule.badges, BADGES)];
  }
}

function ruleTexts(phrase: Phrase, rule: LeafRule, need: number): string[] {
  const { words } = phrase;
  switch (rule.type) {
    case "tier_held":
      return [words.t("rule.tier", { name: words.nameOf?.("tier", rule.tier) ?? rule.tier })];
    case "group_member":
      return [words.t("rule.group", { names: names(words, "group", rule.groups, JOINT[rule.match]) })];
    case "profile_complete":
      return [words.t("rule.profile")];
    case "manual_approval": {
      const roles = rule.roles.map((role) => words.t(ROLES[role]));
      return [words.t("rule.approval", { names: list(words, JOINT[rule.match], roles) })];
    }
    default:
      return countingTexts(phrase, rule, need);
  }
}

/** How often it can be earned again, said with the rule that decides it. */
function againText(words: Words, plan: OccurrencePlan, { index, rule }: Leaf): string {
  if (plan.kind === "multiples" && plan.leaf === index) {
    return rule.type === "membership_years"
      ? words.t("again.durations", { duration: durationText(words, plan.step) })
      : words.t("again.multiples", { step: plan.step });
  }
  if (plan.kind !== "listed" || plan.leaf !== index || plan.thresholds.length < 2) return "";
  const later = plan.thresholds.slice(1).map((number) => amountText(words, rule.type, number));
  return words.t("again.listed", { numbers: list(words, "join.and", later) });
}

function joined({ t }: Words, match: Match, parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? "";
  if (typeof match !== "string") return t("join.someRules", { count: match.atLeast, list: parts.join("; ") });
  const [list, last = ""] = [parts.slice(0, -1).join(", "), parts.at(-1)];
  return match === "all" ? t("join.allRules", { list, last }) : t("join.anyRule", { list, last });
}

/** Each rule as a phrase without a capital, under its path: "minst 10 aktiviteter av typen gruppemøte i år". */
export function describeRules(criteria: Criteria, isRepeatable: boolean, words: Words): Map<string, string> {
  const plan = planOccurrences(criteria, isRepeatable);
  const { leaves } = layOut(criteria);
  return new Map(
    leaves.map((leaf) => {
      const { index, path, rule, need } = leaf;
      const repeats = plan.kind === "window" && plan.leaves.includes(index);
      const texts = [...ruleTexts({ words, repeats }, rule, need), againText(words, plan, leaf)];
      return [path, texts.filter((text) => text !== "").join(" ")];
    }),
  );
}

/**
 * Criteria as a sentence in the reader's language, without a full stop: "Minst 10 aktiviteter av typen gruppemøte
 * i år, og fullført kurset Grunnkurs". Throws as `planOccurrences` does.
 */
export function describeCriteria(criteria: Criteria, isRepeatable: boolean, words: Words): string {
  const phrases = describeRules(criteria, isRepeatable, words);
  const parts = criteria.rules.map((rule, at) => {
    if (rule.type !== "group") return phrases.get(String(at)) ?? "";
    const inner = joined(
      words,
      rule.match,
      rule.rules.map((_, below) => phrases.get(`${at}.${below}`) ?? ""),
    );
    return rule.rules.length > 1 && criteria.rules.length > 1 ? `(${inner})` : inner;
  });
  const sentence = joined(words, criteria.match, parts);
  return sentence.replace(/^\(?\p{L}/u, (first) => first.toLocaleUpperCase(words.format.locale));
}
