import { describe, expect, test } from "vitest";
import { latestPeriods } from "@/lib/evaluation/simulator-periods";
import {
  lastThreshold,
  qualifiedAt,
  qualifiedUpTo,
  type SimulatedPeriod,
  shownThresholds,
} from "@/lib/evaluation/simulator-rules";

const period = (values: [number, number][], always = 0): SimulatedPeriod => ({
  name: "2026",
  isCurrent: true,
  always,
  values,
});

describe("people who qualify", () => {
  const one = period(
    [
      [1, 10],
      [3, 5],
      [12, 2],
    ],
    4,
  );
  test.each([
    [1, 21],
    [2, 11],
    [3, 11],
    [4, 6],
    [12, 6],
    [13, 4],
    [1_000_000, 4],
  ])("with a threshold of %i are %i", (threshold, people) => {
    expect(qualifiedAt(one, threshold)).toBe(people);
  });

  test("are the same when counted for all thresholds at once", () => {
    const all = qualifiedUpTo(one, 13);
    expect(all).toEqual(Array.from({ length: 13 }, (_, at) => qualifiedAt(one, at + 1)));
    expect(qualifiedUpTo(one, 5).at(-1)).toBe(qualifiedAt(one, 5));
  });

  test("are none where nobody did anything", () => {
    expect(qualifiedAt(period([]), 1)).toBe(0);
    expect(qualifiedUpTo(period([]), 3)).toEqual([0, 0, 0]);
  });
});

describe("the last threshold of a slider", () => {
  test.each([
    [
      "is where only one in a hundred still gets",
      period([
        [1, 500],
        [30, 490],
        [900, 10],
      ]),
      5,
      undefined,
      30,
    ],
    ["is never below twice the present one", period([[2, 10]]), 40, undefined, 80],
    ["is long enough to be moved where there is nothing yet", period([]), 1, undefined, 10],
    ["is never above the length of a list", period([[2, 10]]), 2, 3, 3],
  ])("%s", (_, one, present, limit, last) => {
    expect(lastThreshold([one], present, limit)).toBe(last);
  });
});

test("a table shows the present threshold and some around it, each once, in order", () => {
  expect(shownThresholds(10, 100)).toEqual([1, 3, 5, 8, 10, 13, 15, 20, 30]);
  expect(shownThresholds(1, 10)).toEqual([1, 2, 3]);
  expect(shownThresholds(12, 14)).toEqual([1, 3, 6, 9, 12]);
});

describe("the latest periods", () => {
  const now = new Date("2026-03-29T01:30:00Z");
  test.each([
    ["year", ["2024", "2025", "2026"]],
    ["quarter", ["2025-Q3", "2025-Q4", "2026-Q1"]],
    ["month", ["2026-01", "2026-02", "2026-03"]],
  ] as const)("by %s end with the one under way", (unit, names) => {
    const periods = latestPeriods(now, "Europe/Oslo", unit, 3);
    expect(periods.map(({ name }) => name)).toEqual(names);
    expect(periods.map(({ isCurrent }) => isCurrent)).toEqual([false, false, true]);
    expect(periods.at(-1)?.at).toEqual(now);
  });

  test("end with the last millisecond of the organisation's own day, in winter and in summer", () => {
    const ends = latestPeriods(new Date("2026-11-20T12:00:00Z"), "Europe/Oslo", "month", 9);
    expect(ends.find(({ name }) => name === "2026-03")?.at.toISOString()).toBe("2026-03-31T21:59:59.999Z");
    expect(ends.find(({ name }) => name === "2026-10")?.at.toISOString()).toBe("2026-10-31T22:59:59.999Z");
  });
});
