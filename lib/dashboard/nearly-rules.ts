import type { LeafRule } from "@/lib/criteria/schema";

const counting = new Set<LeafRule["type"]>(["activity_count", "active_periods", "activity_streak"]);
const ANY = Symbol("a kind that no rule names");

/** The kinds of activity a rule counts; none named is every kind. */
const kindsOf = (rule: LeafRule): readonly string[] | undefined =>
  "filter" in rule ? rule.filter?.kinds : undefined;

/**
 * For each kind that one activity could be of: which of these rules, by their places, it would count for. The same
 * rules are not named twice, and an activity that counts for none is left out. How long it was and for how many depends
 * on what it will be, and never stands in the way.
 */
export function kindsOfOne(rules: readonly LeafRule[]): readonly ReadonlySet<number>[] {
  const kinds = new Set<string | typeof ANY>([ANY, ...rules.flatMap((rule) => kindsOf(rule) ?? [])]);
  const ways = [...kinds].map((kind) =>
    rules.flatMap((rule, place) => {
      const named = kindsOf(rule);
      const isCounted = named === undefined || (kind !== ANY && named.includes(kind));
      return counting.has(rule.type) && isCounted ? [place] : [];
    }),
  );
  const different = new Map(ways.filter((way) => way.length > 0).map((way) => [way.join(), new Set(way)]));
  return [...different.values()];
}
