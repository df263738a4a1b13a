import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { criteriaJsonSchema, parseCriteria } from "@/lib/criteria/schema";
import { AppError } from "@/lib/errors";

/** Where the error is and which sentence it is, as one text each. */
function refusals(json: unknown): string[] {
  try {
    parseCriteria(json);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.entries(error.fields).map(([path, { key }]) => `${path}: ${key}`);
  }
}

const withRule = (rule: object) => ({ version: 1, match: "all", rules: [rule] });
const count = { type: "activity_count", threshold: 10 };

test("every rule type of version 1 is taken, with its defaults filled in", () => {
  const parsed = parseCriteria({
    version: 1,
    match: { atLeast: 2 },
    description: "**Why**\n\nnot",
    rules: [
      {
        type: "activity_count",
        thresholds: [3, 15],
        window: "lifetime",
        filter: { kinds: ["assignment"], minMinutes: 45, minParticipants: 3 },
      },
      { type: "activity_hours", threshold: 20, window: "quarter" },
      { type: "activity_streak", threshold: 6, unit: "month" },
      { type: "active_periods", threshold: 5, unit: "week" },
      { type: "referral_count", threshold: 2, window: { last: 30, unit: "day" } },
      { type: "course_completion", courses: ["a", "b"], match: "any", minGrade: 60, by: "2026-12-31" },
      { type: "certification_held", certifications: ["first-aid"], match: "all" },
      { type: "badge_held" },
      { type: "tier_held", tier: "Gull" },
      { type: "membership_years", threshold: 5 },
      { type: "group_member", groups: ["oslo"] },
      { type: "profile_complete" },
      { type: "manual_approval", roles: ["coordinator", "org_admin"], match: "all" },
      { type: "group", match: "any", rules: [count, { type: "referral_count", threshold: 1 }] },
    ],
  });
  expect(parsed.rules).toHaveLength(14);
  expect(parsed.rules[3]).toMatchObject({ minPerUnit: 1 });
  expect(parsed.rules[13]).toMatchObject({ rules: [{ window: "lifetime" }, { window: "lifetime" }] });
  expect(parseCriteria(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
});

describe("what is wrong is said at its place:", () => {
  test.each([
    ["another version", { version: 2, rules: [count] }, "version: criteria.unknownVersion"],
    ["no version", { rules: [count] }, "version: criteria.unknownVersion"],
    ["an unknown rule", withRule({ type: "luck" }), "rules.0.type: criteria.unknownRule"],
    ["an unknown key", withRule({ ...count, boost: 2 }), "rules.0: field.unknown"],
    ["no rules", { version: 1, rules: [] }, "rules: field.tooFew"],
    ["21 rules", { version: 1, rules: Array(21).fill(count) }, "rules: criteria.tooManyRules"],
    ["a million rules", { version: 1, rules: Array(1_000_000).fill(0) }, "rules: criteria.tooManyRules"],
    [
      "a million kinds",
      withRule({ ...count, filter: { kinds: Array(1_000_000).fill("x") } }),
      "rules.0.filter.kinds: field.tooMany",
    ],
    [
      "a million thresholds in a group",
      withRule({
        type: "group",
        rules: [{ type: "activity_count", thresholds: Array(1_000_000).fill(1) }],
      }),
      "rules.0.rules.0.thresholds: field.tooMany",
    ],
    [
      "a day without its other",
      withRule({ ...count, window: { from: "2026-01-01" } }),
      "rules.0.window.to: field.required",
    ],
    [
      "the last none",
      withRule({ ...count, window: { last: undefined, unit: "day" } }),
      "rules.0.window.last: field.required",
    ],
    ["neither days nor a number", withRule({ ...count, window: {} }), "rules.0.window: criteria.window"],
    ["at least none", { version: 1, match: { atLeast: 0 }, rules: [count] }, "match.atLeast: field.tooSmall"],
    [
      "21 rules in groups",
      {
        version: 1,
        rules: [
          { type: "group", rules: Array(11).fill(count) },
          { type: "group", rules: Array(10).fill(count) },
        ],
      },
      "rules: criteria.tooManyRules",
    ],
    [
      "a group in a group",
      withRule({ type: "group", rules: [{ type: "group", rules: [count] }] }),
      "rules.0.rules.0.type: criteria.unknownRule",
    ],
    [
      "more wanted than there are",
      { version: 1, match: { atLeast: 2 }, rules: [count] },
      "match: criteria.matchTooMany",
    ],
    ["a match nobody knows", { version: 1, match: "most", rules: [count] }, "match: criteria.match"],
    ["a negative threshold", withRule({ ...count, threshold: -1 }), "rules.0.threshold: field.tooSmall"],
    ["NaN", withRule({ ...count, threshold: Number.NaN }), "rules.0.threshold: field.type"],
    ["half a time", withRule({ ...count, threshold: 1.5 }), "rules.0.threshold: field.type"],
    [
      "a tenth of a year",
      withRule({ type: "membership_years", threshold: 0.1 }),
      "rules.0.threshold: criteria.quarterYears",
    ],
    [
      "a third of a year among several",
      withRule({ type: "membership_years", thresholds: [0.25, 0.33] }),
      "rules.0.thresholds.1: criteria.quarterYears",
    ],
    [
      "no years at all",
      withRule({ type: "membership_years", threshold: 0 }),
      "rules.0.threshold: field.tooSmall",
    ],
    [
      "years without end",
      withRule({ type: "membership_years", threshold: Number.POSITIVE_INFINITY }),
      "rules.0.threshold: field.type",
    ],
    ["no threshold", withRule({ type: "activity_count" }), "rules.0.threshold: criteria.thresholdMissing"],
    ["one and several", withRule({ ...count, thresholds: [3] }), "rules.0.thresholds: criteria.oneThreshold"],
    [
      "thresholds out of order",
      withRule({ type: "activity_count", thresholds: [15, 3] }),
      "rules.0.thresholds: criteria.thresholdsOrder",
    ],
    [
      "thresholds in a window",
      withRule({ type: "activity_count", thresholds: [3, 15], window: "year" }),
      "rules.0.thresholds: criteria.thresholdsLifetime",
    ],
    ["an unknown window", withRule({ ...count, window: "decade" }), "rules.0.window: criteria.window"],
    [
      "days the wrong way round",
      withRule({ ...count, window: { from: "2026-02-01", to: "2026-01-01" } }),
      "rules.0.window.to: criteria.rangeOrder",
    ],
    [
      "a day that does not exist",
      withRule({ ...count, window: { from: "2026-02-30", to: "2026-03-01" } }),
      "rules.0.window.from: field.format.date",
    ],
    [
      "the first day there is",
      withRule({ ...count, window: { from: "0000-01-01", to: "2026-03-01" } }),
      "rules.0.window.from: field.ourTimes",
    ],
    [
      "ten thousand years",
      withRule({ ...count, window: { last: 10_000, unit: "year" } }),
      "rules.0.window.last: criteria.tooManyYears",
    ],
    ["an empty list", withRule({ ...count, filter: { kinds: [] } }), "rules.0.filter.kinds: field.tooFew"],
    [
      "51 kinds",
      withRule({ ...count, filter: { kinds: Array.from({ length: 51 }, (_, n) => `k${n}`) } }),
      "rules.0.filter.kinds: field.tooMany",
    ],
    [
      "a kind twice",
      withRule({ ...count, filter: { kinds: ["a", "a "] } }),
      "rules.0.filter.kinds: criteria.twice",
    ],
    [
      "NUL in a text",
      withRule({ ...count, filter: { kinds: ["a\u0000"] } }),
      "rules.0.filter.kinds.0: criteria.text",
    ],
    [
      "half an emoji",
      withRule({ ...count, filter: { kinds: ["\ud83d"] } }),
      "rules.0.filter.kinds.0: criteria.text",
    ],
    [
      "all courses of no list",
      withRule({ type: "course_completion", match: "all" }),
      "rules.0.courses: criteria.allNeedsList",
    ],
    [
      "three of two courses",
      withRule({ type: "course_completion", courses: ["a", "b"], threshold: 3 }),
      "rules.0.threshold: criteria.moreThanNamed",
    ],
    ["text", "activity_count", ": field.type"],
    ["nothing", null, ": field.required"],
  ])("%s", (_, json, refusal) => {
    expect(refusals(json)).toContain(refusal);
  });

  test("whatever arrives is taken or refused, never a fault", async () => {
    await fc.assert(
      fc.property(fc.anything(), fc.anything(), (rule, rules) => {
        refusals({ version: 1, rules: [rule] });
        refusals({ version: 1, rules });
        refusals({ version: 1, match: rule, rules: [count] });
      }),
    );
  });

  test("nesting without end is refused at the second level", () => {
    const deep = `${'{"type":"group","rules":['.repeat(5000)}${"]}".repeat(5000)}`;
    expect(refusals(withRule(JSON.parse(deep)))).toEqual(["rules.0.rules.0.type: criteria.unknownRule"]);
  });
});

test("the JSON Schema names every rule, refuses unknown keys and is not longer than a page or three", () => {
  const text = JSON.stringify(criteriaJsonSchema());
  for (const type of ["activity_count", "tier_held", "manual_approval", "group"])
    expect(text).toContain(`"${type}"`);
  expect(text).toContain('"additionalProperties":false');
  expect(text.length).toBeLessThan(20_000);
});
