import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftPath } from "@/lib/criteria/draft-path-rules";
import { draftOf, emptyCriteria, emptyRule, leafTypes } from "@/lib/criteria/draft-rules";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { leafSchemas } from "@/lib/criteria/rule-schema";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import { writtenCriteria } from "@/lib/criteria/written-rules";

const roundTrip = (json: CriteriaInput) => {
  const criteria = parseCriteria(json);
  return [parseCriteria(writtenCriteria(draftOf(criteria))), criteria] as const;
};

/** A filter that asks for nothing is none. */
const meaningOf = (criteria: unknown): unknown =>
  JSON.parse(JSON.stringify(criteria), (key, value) =>
    key === "filter" && Object.keys(value).length === 0 ? undefined : value,
  );

describe("a draft of stored criteria", () => {
  test("says the same when written again, whatever they were", () => {
    fc.assert(
      fc.property(fc.boolean().chain(criteriaFor), (all) => {
        for (const criteria of all) {
          const [again, before] = roundTrip(criteria);
          expect(meaningOf(again)).toEqual(meaningOf(before));
        }
      }),
      { numRuns: 20 },
    );
  });

  test("keeps narratives, groups, lists, sign-offs and every field of a rule", () => {
    const [again, before] = roundTrip({
      version: 1,
      description: "# All",
      match: { atLeast: 2 },
      rules: [
        { type: "activity_count", thresholds: [3, 15], description: "*many*", filter: { kinds: ["a", "b"] } },
        {
          type: "activity_streak",
          threshold: 6,
          unit: "day",
          filter: { minMinutes: 45, minParticipants: 3 },
        },
        { type: "active_periods", threshold: 4, unit: "year", minPerUnit: 2 },
        {
          type: "group",
          description: "either",
          match: { atLeast: 1 },
          rules: [
            { type: "course_completion", courses: ["k"], match: "all", minGrade: 59.5, by: "2026-12-31" },
            { type: "badge_held", badges: ["x", "y"], threshold: 2 },
            { type: "certification_held", certifications: ["c"] },
            { type: "group_member", groups: ["oslo"], match: "all" },
            { type: "tier_held", tier: "Gull" },
          ],
        },
        { type: "manual_approval", roles: ["org_admin"], match: "any" },
        { type: "profile_complete" },
        { type: "membership_years", threshold: 5 },
        { type: "referral_count", threshold: 1, window: { from: "2026-01-01", to: "2026-06-30" } },
        { type: "activity_hours", threshold: 10, window: { last: 3, unit: "month" } },
      ],
    });
    expect(again).toEqual(before);
  });

  test("knows every kind of rule there is", () => {
    expect([...leafTypes].sort()).toEqual(leafSchemas.map(({ shape }) => shape.type.value).sort());
  });
});

describe("what is written of a draft", () => {
  test("leaves out what the chosen kind does not ask for, and the draft keeps it", () => {
    const rule = {
      ...emptyRule("activity_count"),
      threshold: 10,
      courses: ["basic"],
      tier: "Gull",
      window: { ...emptyRule().window, from: "2026-01-01", last: 3 },
    };
    const draft = { ...emptyCriteria(), rules: [rule] };
    expect(writtenCriteria(draft)).toEqual({
      version: 1,
      match: "all",
      rules: [{ type: "activity_count", threshold: 10, window: "lifetime" }],
    });
    rule.type = "course_completion";
    expect(writtenCriteria(draft).rules[0]).toMatchObject({ courses: ["basic"], threshold: 10 });
  });

  test("has several thresholds as numbers, and a word as it stands", () => {
    const several = (thresholds: string) =>
      writtenCriteria({ ...emptyCriteria(), rules: [{ ...emptyRule(), several: true, thresholds }] })
        .rules[0];
    expect(several(" 3, 15;30 ")).toMatchObject({ thresholds: [3, 15, 30] });
    expect(several("3, ti")).toMatchObject({ thresholds: [3, "ti"] });
    expect(several("")).not.toHaveProperty("thresholds");
    expect(several("3,15,30")).toMatchObject({ thresholds: [3, 15, 30] });
  });

  test("has years with decimals, a comma among them", () => {
    const several = (thresholds: string) =>
      writtenCriteria({
        ...emptyCriteria(),
        rules: [{ ...emptyRule("membership_years"), several: true, thresholds }],
      }).rules[0];
    for (const text of ["0.25, 0.5, 1", "0,25 0,5 1", "0,25; 0,5; 1", "0,25, 0,5,1"]) {
      const thresholds = text === "0,25, 0,5,1" ? [0.25, "0,5,1"] : [0.25, 0.5, 1];
      expect(several(text)).toMatchObject({ thresholds });
    }
  });
});

describe("a problem of criteria is shown in the draft", () => {
  const draft = {
    ...emptyCriteria(),
    rules: [
      { ...emptyRule("activity_count"), several: true },
      { ...emptyRule("group"), rules: [emptyRule("active_periods"), emptyRule("activity_streak")] },
    ],
  };
  test.each([
    ["match", "parts.kind"],
    ["match.atLeast", "parts.atLeast"],
    ["rules", "rules"],
    ["rules.0.threshold", "rules.0.thresholds"],
    ["rules.0.thresholds.1", "rules.0.thresholds"],
    ["rules.0.window", "rules.0.window.kind"],
    ["rules.0.window.to", "rules.0.window.to"],
    ["rules.0.filter.kinds.2", "rules.0.filter.kinds"],
    ["rules.0.filter.minMinutes", "rules.0.filter.minMinutes"],
    ["rules.0.courses.3", "rules.0.courses"],
    ["rules.0", "rules.0.type"],
    ["rules.1.match.atLeast", "rules.1.parts.atLeast"],
    ["rules.1.rules", "rules.1.rules"],
    ["rules.1.rules.0.threshold", "rules.1.rules.0.threshold"],
    ["rules.1.rules.0.unit", "rules.1.rules.0.periodUnit"],
    ["rules.1.rules.1.unit", "rules.1.rules.1.streakUnit"],
    ["rules.7.threshold", "rules.7.threshold"],
  ])("%s at %s", (path, shown) => {
    const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    expect(draftPath(draft, parts).join(".")).toBe(shown);
  });
});
