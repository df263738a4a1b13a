import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyRule, type RuleDraft } from "@/lib/criteria/draft-rules";
import { destinationsOf, moveRule, type RulePlace } from "@/lib/criteria/place-rules";

const rule = (name: string): RuleDraft => ({ ...emptyRule(), description: name });
const group = (name: string, ...inner: string[]): RuleDraft => ({
  ...emptyRule("group"),
  description: name,
  rules: inner.map(rule),
});
/** "a G(b c)": how rules stand. */
const shape = (rules: readonly RuleDraft[]): string =>
  rules
    .map(({ type, description, rules: inner }) =>
      type === "group" ? `${description}(${inner.map((one) => one.description).join(" ")})` : description,
    )
    .join(" ");

describe("a rule that is moved", () => {
  const rules = [rule("a"), group("G", "b", "c"), rule("d"), group("H", "e")];
  test.each<[string, RulePlace, Parameters<typeof moveRule>[2], string, RulePlace]>([
    ["into a group after it", [0], "group.1", "G(b c a) d H(e)", [0, 2]],
    ["into a group before it", [2], "group.1", "a G(b c d) H(e)", [1, 2]],
    ["into a group of its own", [2], "newGroup", "a G(b c) (d) H(e)", [2, 0]],
    ["out of its group", [1, 0], "alone", "a G(c) b d H(e)", [2]],
    ["out of a group that is empty then", [3, 0], "alone", "a G(b c) d H() e", [4]],
    ["from one group into another", [1, 1], "group.3", "a G(b) d H(e c)", [3, 1]],
    ["and back", [3, 0], "group.1", "a G(b c e) d H()", [1, 2]],
    ["where there is no group: it stays", [0], "group.2", "a G(b c) d H(e)", [0]],
    ["from where there is none: all stay", [9], "alone", "a G(b c) d H(e)", [9]],
  ])("%s", (_, place, to, expected, then) => {
    const moved = moveRule(rules, place, to);
    expect([shape(moved.rules), moved.place]).toEqual([expected, then]);
    expect(shape(rules)).toBe("a G(b c) d H(e)");
  });

  test("can go wherever it is not already, and a group nowhere", () => {
    expect(destinationsOf(rules, [0])).toEqual(["newGroup", "group.1", "group.3"]);
    expect(destinationsOf(rules, [1, 0])).toEqual(["alone", "group.3"]);
    expect(destinationsOf(rules, [1])).toEqual([]);
  });

  test("is never lost or doubled, and is found at the place that is told", () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (list, seed) => {
        const places = placesIn(list);
        const place = places[seed % places.length] ?? [0];
        for (const to of destinationsOf(list, place)) {
          const moved = moveRule(list, place, to);
          expect(namesIn(moved.rules)).toEqual(namesIn(list));
          expect(ruleAt(moved.rules, moved.place)).toBe(ruleAt(list, place));
        }
      }),
    );
  });
});

const drafts = fc.array(
  fc.oneof(
    fc.constant(rule("r")),
    fc.integer({ min: 0, max: 3 }).map((count) => group("G", ...["x", "y", "z"].slice(0, count))),
  ),
  { maxLength: 6 },
);
const placesIn = (list: readonly RuleDraft[]): RulePlace[] =>
  list.flatMap((one, at): RulePlace[] =>
    one.type === "group" ? one.rules.map((_, inner) => [at, inner] as const) : [[at]],
  );
const namesIn = (list: readonly RuleDraft[]) =>
  list
    .flatMap((one) => (one.type === "group" ? one.rules : one))
    .map(({ description }) => description)
    .sort();
const ruleAt = (list: readonly RuleDraft[], [at, inner]: RulePlace) =>
  inner === undefined ? list[at] : list[at]?.rules[inner];
