import { describe, expect, test } from "vitest";
import { windowNamed } from "@/lib/criteria/detail";
import { planOccurrences, repeatProblem } from "@/lib/criteria/occurrences";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";

type Rule = CriteriaInput["rules"][number];
type RuleOf<Type extends Rule["type"]> = Extract<Rule, { type: Type }>;

const criteria = (...rules: Rule[]) => parseCriteria({ version: 1, rules });
const yearly: RuleOf<"activity_count"> = { type: "activity_count", threshold: 10, window: "year" };
const monthly: RuleOf<"referral_count"> = { type: "referral_count", threshold: 1, window: "month" };
const listed: Rule = { type: "activity_count", thresholds: [3, 15] };
const course: RuleOf<"course_completion"> = { type: "course_completion", courses: ["basic"] };
const streak: Rule = { type: "activity_streak", threshold: 6, unit: "week" };

describe("the occurrences of a repeatable achievement are decided by", () => {
  test("the first windowed or listed rule", () => {
    expect(planOccurrences(criteria(course, yearly, listed), true)).toEqual({
      kind: "window",
      unit: "year",
      leaves: [1],
    });
    expect(planOccurrences(criteria(course, listed, yearly), true)).toEqual({
      kind: "listed",
      leaf: 1,
      thresholds: [3, 15],
    });
  });

  test("all rules of the same window together, also inside a group, but not those of another window", () => {
    const group: Rule = { type: "group", rules: [monthly, { ...yearly, threshold: 2 }] };
    expect(planOccurrences(criteria(yearly, group), true)).toMatchObject({
      leaves: [0, 2],
    });
  });

  test("the first rule that counts, when none is windowed or listed", () => {
    const all: Rule = { ...course, match: "all" };
    expect(planOccurrences(criteria({ type: "profile_complete" }, all, streak), true)).toEqual({
      kind: "multiples",
      leaf: 2,
      step: 6,
    });
  });
});

test("an achievement that does not repeat has the one occurrence", () => {
  expect(planOccurrences(criteria(yearly, streak), false)).toEqual({ kind: "once" });
});

test("dates and the last days cannot repeat, nor can what is simply so, and several thresholds must", () => {
  const range: Rule = {
    type: "activity_count",
    threshold: 1,
    window: { from: "2024-01-01", to: "2024-12-31" },
  };
  const group: Rule = {
    type: "group",
    rules: [{ type: "referral_count", threshold: 1, window: { last: 3, unit: "day" } }],
  };
  expect(repeatProblem(criteria(yearly, range), true)).toEqual({
    field: "rules.1.window",
    message: "criteria.rangeCannotRepeat",
  });
  expect(repeatProblem(criteria(streak, group), true)?.field).toBe("rules.1.rules.0.window");
  expect(repeatProblem(criteria({ type: "profile_complete" }), true)?.message).toBe(
    "criteria.nothingRepeats",
  );
  expect(repeatProblem(criteria(listed), false)?.field).toBe("rules.0.thresholds");
  expect(() => planOccurrences(criteria(range), true)).toThrow();
});

test("the name of a window gives its first and last day", () => {
  expect(windowNamed("2024")).toEqual({ from: "2024-01-01", to: "2024-12-31" });
  expect(windowNamed("2024-Q1")).toEqual({ from: "2024-01-01", to: "2024-03-31" });
  expect(windowNamed("2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(windowNamed("2023-02")).toEqual({ from: "2023-02-01", to: "2023-02-28" });
  expect(["2024-Q5", "2024-13", "once", "24", "2024-2"].map(windowNamed)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
