import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCircle, inChainOrder } from "@/lib/criteria/chains";
import { dependsOn } from "@/lib/criteria/depends-on";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";

const criteria = (...rules: CriteriaInput["rules"]) => parseCriteria({ version: 1, rules });
const asking = (key: string, ...badges: string[]) => ({
  key,
  criteria: criteria(
    badges.length > 0 ? { type: "badge_held", badges } : { type: "activity_count", threshold: 1 },
  ),
});
const takingAny = (key: string) => ({ key, criteria: criteria({ type: "badge_held", threshold: 3 }) });

describe("achievements that ask for each other's badges", () => {
  test("make a circle, told as the way round", () => {
    expect(findCircle([asking("x"), asking("a", "x", "b"), asking("b", "c"), asking("c", "a")])).toEqual([
      "a",
      "b",
      "c",
      "a",
    ]);
    expect(findCircle([asking("a", "a")])).toEqual(["a", "a"]);
  });

  test("make none as a chain, as a fork that meets again, by an unknown key, or by taking any badge", () => {
    expect(findCircle([asking("a", "b", "c"), asking("b", "d"), asking("c", "d"), asking("d")])).toBeNull();
    expect(findCircle([asking("a", "gone")])).toBeNull();
    expect(findCircle([takingAny("a"), takingAny("b"), asking("c", "a")])).toBeNull();
  });

  test("are looked at after those they ask for, wherever they stand; those that take any come last", () => {
    const definitions = [takingAny("any"), asking("c", "b"), asking("b", "a"), asking("a")];
    expect(inChainOrder(definitions).map(({ key }) => key)).toEqual(["a", "b", "c", "any"]);
  });

  test("have a circle exactly when no order puts each after what it asks for", () => {
    const keys = ["a", "b", "c", "d", "e"];
    const random = fc.tuple(...keys.map(() => fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 3 })));
    void fc.assert(
      fc.property(random, (wanted) => {
        const definitions = keys.map((key, at) => asking(key, ...(wanted[at] ?? [])));
        const place = new Map(inChainOrder(definitions).map(({ key }, at) => [key, at]));
        expect(place.size).toBe(keys.length);
        const isOrdered = keys.every((key, at) =>
          (wanted[at] ?? []).every((other) => (place.get(other) ?? 0) < (place.get(key) ?? 0)),
        );
        expect(findCircle(definitions) === null).toBe(isOrdered);
      }),
      { numRuns: 500 },
    );
  });
});

describe("criteria depend on", () => {
  test("the kinds of facts their rules count, in groups as well, and on their course", () => {
    const both = criteria(
      { type: "activity_streak", threshold: 2, unit: "week" },
      {
        type: "group",
        match: "any",
        rules: [{ type: "referral_count", threshold: 1 }, { type: "profile_complete" }],
      },
    );
    expect([...dependsOn(both)].sort()).toEqual(["activity", "membership", "pause", "referral"]);
    expect([...dependsOn(criteria({ type: "badge_held" }), "a course")].sort()).toEqual(["badge", "course"]);
  });
});
