import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";

type Defined = Readonly<{ key: string; criteria: Criteria }>;

/** The badges these criteria ask for by key, and whether they also take any badge. */
export function badgesAskedFor(criteria: Criteria): Readonly<{ keys: readonly string[]; any: boolean }> {
  const rules = layOut(criteria).leaves.flatMap(({ rule }) => (rule.type === "badge_held" ? rule : []));
  return {
    keys: [...new Set(rules.flatMap(({ badges }) => badges ?? []))],
    any: rules.some(({ badges }) => badges === undefined),
  };
}

/**
 * The way round when the badge of `key` asks, over others, for itself: `["a", "b", "a"]`. Null when it does not. Only
 * badges that are asked for by key: a rule that takes any badge closes no circle, it counts what others have given.
 */
export function circleThrough(definitions: readonly Defined[], key: string): string[] | null {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  const seen = new Set<string>();
  const follow = (at: string, way: readonly string[]): string[] | null => {
    for (const next of badgesAskedFor(byKey.get(at)?.criteria ?? NO_CRITERIA).keys) {
      if (next === key) return [...way, key];
      if (seen.has(next)) continue;
      seen.add(next);
      const circle = follow(next, [...way, next]);
      if (circle) return circle;
    }
    return null;
  };
  return follow(key, [key]);
}

const NO_CRITERIA: Criteria = { version: 1, match: "all", rules: [] };

/** A circle among these definitions, as `circleThrough` tells it, or null. */
export function findCircle(definitions: readonly Defined[]): string[] | null {
  for (const { key } of definitions) {
    const circle = circleThrough(definitions, key);
    if (circle) return circle;
  }
  return null;
}

/**
 * The same definitions, those whose badges are asked for before those that ask, so that a chain of any length is
 * settled in one pass; those that take any badge last. In a circle somebody has to be first.
 */
export function inChainOrder<D extends Defined>(definitions: readonly D[]): D[] {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  const placed = new Set<D>();
  const visiting = new Set<D>();
  const place = (definition: D) => {
    if (placed.has(definition) || visiting.has(definition)) return;
    visiting.add(definition);
    for (const key of badgesAskedFor(definition.criteria).keys) {
      const before = byKey.get(key);
      if (before) place(before);
    }
    placed.add(definition);
  };
  const takesAny = ({ criteria }: D) => badgesAskedFor(criteria).any;
  for (const definition of definitions.filter((one) => !takesAny(one))) place(definition);
  for (const definition of definitions) place(definition);
  return [...placed];
}
