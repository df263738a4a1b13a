import type { Named } from "@/lib/criteria/describe";
import { layOut, namedIn } from "@/lib/criteria/occurrences";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";

type Referring = "course_completion" | "certification_held" | "badge_held" | "tier_held" | "group_member";

const REFERS: Readonly<Record<Referring, readonly [what: Named, field: string]>> = {
  course_completion: ["course", "courses"],
  certification_held: ["certification", "certifications"],
  badge_held: ["badge", "badges"],
  tier_held: ["tier", "tier"],
  group_member: ["group", "groups"],
};

const isReferring = (rule: LeafRule): rule is LeafRule & { type: Referring } => rule.type in REFERS;

/** What the rule at one field names: courses, certificates, groups and badges by key or code, a tier by its name. */
export type Reference = Readonly<{ what: Named; field: string; keys: readonly string[] }>;

/** What criteria name that must exist in the organisation, each with its place: `rules.1.rules.0.courses`. */
export const referencesOf = (criteria: Criteria): Reference[] =>
  layOut(criteria).leaves.flatMap(({ rule, path }) => {
    if (!isReferring(rule)) return [];
    const [what, field] = REFERS[rule.type];
    const keys = namedIn(rule);
    return keys.length > 0 ? [{ what, field: `rules.${path.replace(".", ".rules.")}.${field}`, keys }] : [];
  });
