import { expect, test } from "vitest";
import { longestRun, readYear } from "@/lib/year-review/rules";

const months = (counts: readonly number[]) =>
  counts.map((activities, at) => ({
    month: `2026-${String(at + 1).padStart(2, "0")}`,
    activities,
    minutes: 0,
  }));

test.each([
  [[0, 0, 0], null],
  [[1, 0, 3], null],
  [[1, 1, 0], { from: "2026-01", to: "2026-02", months: 2 }],
  [[1, 1, 0, 2, 2, 2, 0, 1], { from: "2026-04", to: "2026-06", months: 3 }],
  [[1, 1, 0, 1, 1], { from: "2026-04", to: "2026-05", months: 2 }],
  [[], null],
] as const)("the longest run of %j is %j", (counts, run) => {
  expect(longestRun(months(counts))).toEqual(run);
});

test.each([
  ["2026", 2026],
  ["1990", 1990],
  ["2027", null],
  ["1989", null],
  ["02026", null],
  ["26", null],
  ["[year]", null],
  ["", null],
])("the year %j is %j", (text, year) => {
  expect(readYear(text, 2026)).toBe(year);
});
