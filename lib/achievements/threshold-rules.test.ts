import { describe, expect, test } from "vitest";
import { emptyForm } from "@/lib/achievements/form-rules";
import { withThreshold } from "@/lib/achievements/threshold-rules";
import { draftOf } from "@/lib/criteria/draft-rules";
import { parseCriteria } from "@/lib/criteria/schema";

const simple = { ...emptyForm(), triggerThreshold: 10 };
const nested = {
  ...emptyForm(),
  triggerType: "criteria" as const,
  criteria: draftOf(
    parseCriteria({
      version: 1,
      rules: [
        { type: "activity_count", threshold: 10 },
        {
          type: "group",
          match: "any",
          rules: [{ type: "referral_count", threshold: 2 }, { type: "profile_complete" }],
        },
        { type: "activity_hours", thresholds: [3, 15] },
      ],
    }),
  ),
};

describe("a threshold chosen elsewhere", () => {
  test("begins a simple form", () => {
    expect(withThreshold(simple, { rule: "0", threshold: "12" })?.form.triggerThreshold).toBe(12);
  });

  test("begins the form of criteria at its rule, and leaves the others", () => {
    const rules = withThreshold(nested, { rule: "1.0", threshold: "7" })?.form.criteria.rules;
    expect(rules?.[1]?.rules[0]?.threshold).toBe(7);
    expect(rules?.[0]).toEqual(nested.criteria.rules[0]);
    expect(withThreshold(nested, { rule: "0", threshold: "7" })?.form.criteria.rules[0]?.threshold).toBe(7);
  });

  test.each([
    ["nothing", simple, {}],
    ["no number", simple, { rule: "0", threshold: "ti" }],
    ["nought", simple, { rule: "0", threshold: "0" }],
    ["a fraction", simple, { rule: "0", threshold: "1.5" }],
    ["twice", simple, { rule: "0", threshold: ["1", "2"] }],
    ["another rule than there is", simple, { rule: "1", threshold: "3" }],
    ["a rule beyond the last", nested, { rule: "9", threshold: "3" }],
    ["a group", nested, { rule: "1", threshold: "3" }],
    ["a rule inside a rule", nested, { rule: "0.0", threshold: "3" }],
    ["a rule with several thresholds", nested, { rule: "2", threshold: "3" }],
    ["a badge given by hand", { ...simple, triggerType: "manual" as const }, { rule: "0", threshold: "3" }],
  ])("is left out when the address says %s", (_, form, query) => {
    expect(withThreshold(form, query)).toBeNull();
  });
});
