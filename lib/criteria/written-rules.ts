import type { CriteriaDraft, LeafType, MatchDraft, RuleDraft } from "@/lib/criteria/draft-rules";
import type { CriteriaInput } from "@/lib/criteria/schema";

/** What a form makes of a draft: whatever is empty is left out. */
type Loose<T> = T extends (infer Item)[]
  ? Loose<Item>[]
  : T extends object
    ? { [K in keyof T]?: Loose<T[K]> }
    : T;
export type LooseRule = Loose<RuleDraft>;
export type LooseDraft = Loose<CriteriaDraft>;

/** Without what is empty. */
const said = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));

const some = <T>(list: T[] | undefined): T[] | undefined => (list && list.length > 0 ? list : undefined);

const BETWEEN_WHOLE = /[\s,;]+/;
/** Between numbers with decimals a comma is a separator only when it is no decimal comma. */
const BETWEEN_PARTS = /[\s;]+|,(?!\d)\s*/;

/** "3, 15; 30" as numbers; a word stays a word, for the schema to refuse. */
function numbersOf(text: string | undefined, between: RegExp): unknown[] | undefined {
  const parts = (text ?? "").split(between).filter((part) => part !== "");
  return some(parts.map((part) => (/^\d+(?:[.,]\d+)?$/.test(part) ? Number(part.replace(",", ".")) : part)));
}

const amountOf = ({ type, several, threshold, thresholds }: LooseRule) => {
  const between = type === "membership_years" ? BETWEEN_PARTS : BETWEEN_WHOLE;
  return several ? { thresholds: numbersOf(thresholds, between) } : { threshold };
};

const windowOf = ({ window }: LooseRule) => {
  const { kind = "lifetime", from, to, last, unit } = window ?? {};
  if (kind === "range") return { window: said({ from, to }) };
  return { window: kind === "last" ? said({ last, unit }) : kind };
};

function filterOf({ filter }: LooseRule) {
  const { kinds, minMinutes, minParticipants } = filter ?? {};
  const wanted = said({ kinds: some(kinds), minMinutes, minParticipants });
  return { filter: Object.keys(wanted).length > 0 ? wanted : undefined };
}

/** `all` of a list needs no number; the number somebody typed before stays in the draft. */
const listOf = (rule: LooseRule, name: "courses" | "certifications" | "badges") => ({
  match: rule.match,
  [name]: some(rule[name]),
  ...(rule.match === "all" ? {} : amountOf(rule)),
});

const FIELDS: Readonly<Record<LeafType, (rule: LooseRule) => object>> = {
  activity_count: (rule) => ({ ...amountOf(rule), ...windowOf(rule), ...filterOf(rule) }),
  activity_hours: (rule) => ({ ...amountOf(rule), ...windowOf(rule), ...filterOf(rule) }),
  activity_streak: (rule) => ({ ...amountOf(rule), unit: rule.streakUnit, ...filterOf(rule) }),
  active_periods: (rule) => ({
    ...amountOf(rule),
    unit: rule.periodUnit,
    minPerUnit: rule.minPerUnit,
    ...filterOf(rule),
  }),
  referral_count: (rule) => ({ ...amountOf(rule), ...windowOf(rule) }),
  course_completion: (rule) => ({
    ...listOf(rule, "courses"),
    minGrade: rule.minGrade,
    by: rule.by,
    ...windowOf(rule),
  }),
  certification_held: (rule) => listOf(rule, "certifications"),
  badge_held: (rule) => listOf(rule, "badges"),
  tier_held: ({ tier }) => ({ tier }),
  membership_years: (rule) => amountOf(rule),
  group_member: ({ match, groups }) => ({ match, groups: some(groups) }),
  profile_complete: () => ({}),
  manual_approval: ({ signOff, roles }) => ({ match: signOff, roles: some(roles) }),
};

/** One rule that is no group, as the schema reads it. */
export function writtenRule(rule: LooseRule): unknown {
  const type = rule.type as LeafType;
  return said({ type, description: rule.description, ...FIELDS[type]?.(rule) });
}

const writtenMatch = (parts: Loose<MatchDraft> | undefined): unknown =>
  parts?.kind === "atLeast" ? said({ atLeast: parts.atLeast }) : parts?.kind;

/** A draft as the schema reads it: only what the chosen kinds of rules ask for. */
export const writtenCriteria = ({ description, parts, rules = [] }: LooseDraft): CriteriaInput =>
  said({
    version: 1,
    description,
    match: writtenMatch(parts),
    rules: rules.map((rule) =>
      rule.type === "group"
        ? said({
            type: "group",
            description: rule.description,
            match: writtenMatch(rule.parts),
            rules: (rule.rules ?? []).map(writtenRule),
          })
        : writtenRule(rule),
    ),
  }) as CriteriaInput;
