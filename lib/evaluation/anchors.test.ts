import { describe, expect, test } from "vitest";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import { anchorOf, anchorUnit } from "@/lib/evaluation/anchors";

const count = (window: unknown) => ({ type: "activity_count", threshold: 1, window });
const unit = (rules: unknown[], isRepeatable = false) =>
  anchorUnit(parseCriteria({ version: 1, rules: rules as CriteriaInput["rules"] }), isRepeatable);

describe("the unit by which an award is judged", () => {
  test.each([
    ["nothing in time", [count("lifetime")], null],
    ["a date range", [count({ from: "2026-01-01", to: "2026-02-01" })], null],
    ["this year", [count("year")], "year"],
    ["this year and this month", [count("year"), count("month")], "month"],
    ["the last weeks", [count("year"), count({ last: 3, unit: "week" })], "day"],
    ["a certificate that is held", [count("quarter"), { type: "certification_held" }], "day"],
    ["a badge inside a group", [{ type: "group", rules: [{ type: "badge_held", badges: ["a"] }] }], "day"],
  ])("with %s", (_, rules, expected) => {
    expect(unit(rules)).toBe(expected);
  });

  test("leaves out the windows that name the occurrence, and not the others", () => {
    expect(unit([count("year")], true)).toBeNull();
    expect(unit([count("year"), count("month")], true)).toBe("month");
  });
});

describe("the moment by which an award is judged", () => {
  const world = { timeZone: "Europe/Oslo", now: new Date("2026-11-20T12:00:00Z") };
  test.each([
    ["2025-03-30", "day", "2025-03-30T21:59:59.999Z"],
    ["2025-02-10", "month", "2025-02-28T22:59:59.999Z"],
    ["2025-05-31", "quarter", "2025-06-30T21:59:59.999Z"],
    ["2024-02-29", "year", "2024-12-31T22:59:59.999Z"],
    ["2026-01-01", "year", "2026-11-20T12:00:00.000Z"],
  ] as const)("of %s by %s is %s", (day, by, expected) => {
    expect(anchorOf(day, by, world).toISOString()).toBe(expected);
  });
});
