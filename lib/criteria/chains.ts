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
 * Achievements whose badges ask for each other by key, as a way round: `["a", "b", "a"]`. Null when there is none.
 * A rule that takes any badge closes no circle: it only ever counts what others have given.
 */
export function findCircle(definitions: readonly Defined[]): string[] | null {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  const settled = new Set<string>();
  const follow = (key: string, way: readonly string[]): string[] | null => {
    const begun = way.indexOf(key);
    if (begun >= 0) return [...way.slice(begun), key];
    const definition = byKey.get(key);
    if (!definition || settled.has(key)) return null;
    for (const next of badgesAskedFor(definition.criteria).keys) {
      const circle = follow(next, [...way, key]);
      if (circle) return circle;
    }
    settled.add(key);
    return null;
  };
  for (const { key } of definitions) {
    const circle = follow(key, []);
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
