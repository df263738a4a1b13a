import { describe, expect, test } from "vitest";
import { definitionDifference } from "@/lib/achievements/difference-rules";

const base = {
  name: "Ten",
  trigger_threshold: 10,
  trigger_metadata: {},
  criteria: null,
  is_repeatable: false,
};

describe("the difference of two definitions", () => {
  test("is nothing for the same definition, whatever the order of its keys", () => {
    const one = { ...base, trigger_metadata: { period: "year", year: 2026 } };
    const other = { ...base, trigger_metadata: { year: 2026, period: "year" } };
    expect(definitionDifference(one, other)).toEqual([]);
  });

  test.each([
    ["absent and null", {}, { message: null }],
    ["null and an empty text", { message: null }, { message: "" }],
    ["absent and an empty list", {}, { tags: [] }],
    ["absent and an object of nothing", {}, { trigger_metadata: { year: null } }],
  ])("takes %s for the same", (_, before, after) => {
    expect(definitionDifference(before, after)).toEqual([]);
  });

  test("does not take false or zero for nothing", () => {
    expect(definitionDifference({}, { is_repeatable: false, sort: 0 })).toHaveLength(2);
  });

  test("names each field once with both values, in reading order", () => {
    const after = { ...base, zebra: 1, trigger_threshold: 12, name: "Twelve" };
    expect(definitionDifference(base, after)).toEqual([
      { field: "name", before: "Ten", after: "Twelve" },
      { field: "trigger_threshold", before: 10, after: 12 },
      { field: "zebra", before: null, after: 1 },
    ]);
  });

  test("sees a change deep in the criteria, and leaves out the version that follows from them", () => {
    const rule = (threshold: number) => ({
      version: 1,
      match: "all",
      rules: [{ type: "activity_count", threshold }],
    });
    const found = definitionDifference(
      { criteria: rule(3), criteria_version: 1 },
      { criteria: rule(4), criteria_version: 2 },
    );
    expect(found.map(({ field }) => field)).toEqual(["criteria"]);
  });
});
