import type { RepeatingWindow } from "@/lib/criteria/rule-schema";
import type { Criteria, LeafRule, Match } from "@/lib/criteria/schema";
import { AppError, msg } from "@/lib/errors";

/** One rule that is no group. `path` is its place, `2` or `2.1`; the same in every answer about these criteria. */
export type Leaf = Readonly<{ index: number; path: string; rule: LeafRule; need: number }>;

/** How the rules hang together: leaves by index. */
export type Tree =
  | Readonly<{ kind: "leaf"; index: number }>
  | Readonly<{ kind: "match"; match: Match; parts: readonly Tree[] }>;

/** What the rule needs when it stands for one occurrence: its lowest threshold, or the length of its `all` list. */
function needOf(rule: LeafRule): number {
  const counted = rule as { threshold?: number; thresholds?: number[] };
  const threshold = counted.threshold ?? counted.thresholds?.[0];
  if (threshold !== undefined) return threshold;
  if (!("match" in rule) || rule.match === "any") return 1;
  return namedIn(rule).length || 1;
}

/** The keys and codes a rule names, empty when it takes any. */
export function namedIn(rule: LeafRule): readonly string[] {
  switch (rule.type) {
    case "course_completion":
      return rule.courses ?? [];
    case "certification_held":
      return rule.certifications ?? [];
    case "badge_held":
      return rule.badges ?? [];
    case "group_member":
      return rule.groups;
    case "manual_approval":
      return rule.roles;
    case "tier_held":
      return [rule.tier];
    default:
      return [];
  }
}

export function layOut(criteria: Criteria): { leaves: Leaf[]; tree: Tree } {
  const leaves: Leaf[] = [];
  const add = (rule: LeafRule, path: string): Tree => {
    leaves.push({ index: leaves.length, path, rule, need: needOf(rule) });
    return { kind: "leaf", index: leaves.length - 1 };
  };
  const parts = criteria.rules.map((rule, at): Tree => {
    if (rule.type !== "group") return add(rule, String(at));
    const inner = rule.rules.map((one, below) => add(one, `${at}.${below}`));
    return { kind: "match", match: rule.match, parts: inner };
  });
  return { leaves, tree: { kind: "match", match: criteria.match, parts } };
}

/** Which occurrences an achievement can have, and the rule that decides them. */
export type OccurrencePlan =
  | Readonly<{ kind: "once" }>
  /** One per window; `leaves` are the rules counted inside that same window. */
  | Readonly<{ kind: "window"; unit: RepeatingWindow; leaves: readonly number[] }>
  | Readonly<{ kind: "listed"; leaf: number; thresholds: readonly number[] }>
  | Readonly<{ kind: "multiples"; leaf: number; step: number }>;

const windowOf = (rule: LeafRule) => ("window" in rule ? rule.window : "lifetime");
const listOf = (rule: LeafRule) => ("thresholds" in rule ? rule.thresholds : undefined);

/** The window that gives a rule one occurrence per window. */
function repeatingWindow(rule: LeafRule): RepeatingWindow | null {
  const window = windowOf(rule);
  return typeof window === "string" && window !== "lifetime" ? window : null;
}

/** Rules whose measure can be reached again and again: 10, 20, 30. */
function countsOn({ type, ...rule }: LeafRule): boolean {
  if (["tier_held", "group_member", "profile_complete", "manual_approval"].includes(type)) return false;
  return !("match" in rule && rule.match === "all");
}

const fieldOf = (leaf: Leaf, field: string) => `rules.${leaf.path.replace(".", ".rules.")}.${field}`;

/**
 * What stands between these criteria and being repeatable (or not): a field and a key of the error catalogue.
 * Null when nothing does. Date ranges and `last` cannot repeat; several thresholds need a repeatable achievement.
 */
export function repeatProblem(
  criteria: Criteria,
  isRepeatable: boolean,
): { field: string; message: string } | null {
  const { leaves } = layOut(criteria);
  if (!isRepeatable) {
    const listed = leaves.find(({ rule }) => listOf(rule));
    return listed ? { field: fieldOf(listed, "thresholds"), message: "criteria.thresholdsRepeat" } : null;
  }
  const ranged = leaves.find(({ rule }) => typeof windowOf(rule) !== "string");
  if (ranged) return { field: fieldOf(ranged, "window"), message: "criteria.rangeCannotRepeat" };
  return leaves.some(({ rule }) => countsOn(rule) || repeatingWindow(rule))
    ? null
    : { field: "rules", message: "criteria.nothingRepeats" };
}

/**
 * The occurrences of an achievement: `once`, one per window (`2026`, `2026-Q4`, `2026-03`), one per listed
 * threshold (`3`, `15`) or one per multiple of the threshold, named by the count reached (`10`, `20`).
 * The first windowed or listed rule decides, else the first that counts. In a window, every rule with the same
 * window counts inside it; every other rule is judged as in an achievement that does not repeat.
 * Throws `invalid` when the criteria cannot repeat (or must).
 */
export function planOccurrences(criteria: Criteria, isRepeatable: boolean): OccurrencePlan {
  const problem = repeatProblem(criteria, isRepeatable);
  if (problem) throw new AppError("invalid", msg("form"), { [problem.field]: msg(problem.message) });
  if (!isRepeatable) return { kind: "once" };
  const { leaves } = layOut(criteria);
  for (const { index, rule } of leaves) {
    const thresholds = listOf(rule);
    if (thresholds) return { kind: "listed", leaf: index, thresholds };
    const unit = repeatingWindow(rule);
    if (unit === null) continue;
    const same = leaves.filter((leaf) => repeatingWindow(leaf.rule) === unit);
    return { kind: "window", unit, leaves: same.map((leaf) => leaf.index) };
  }
  const counting = leaves.find(({ rule }) => countsOn(rule));
  return { kind: "multiples", leaf: counting?.index ?? 0, step: counting?.need ?? 1 };
}
