import { describe, expect, test } from "vitest";
import {
  coarser,
  countsAt,
  type DistributionGroup,
  histogramOf,
  reachOf,
  type SimulatedTier,
} from "@/lib/tiers/simulator-rules";

const period = (groups: DistributionGroup[]) => ({ key: "2026", isCurrent: true, step: 0, groups });
const step = (name: string, more: Partial<SimulatedTier> = {}): SimulatedTier => ({
  id: name,
  name,
  threshold: 1,
  metric: 0,
  extra: null,
  ...more,
});

describe("who would hold what", () => {
  const people = period([
    [[0], 0, 100],
    [[2.5], 0, 10],
    [[5], 0, 5],
    [[9], 0, 1],
  ]);
  const tiers = [step("Bronse"), step("Sølv"), step("Gull")];

  test.each([
    [[2.5, 5, 9], [10, 5, 1], 100],
    [[2.51, 5, 9.01], [0, 6, 0], 110],
    [[1, 2, 3], [0, 10, 6], 100],
    [[9, 5, 1], [0, 0, 16], 100],
    [[10, 10, 10], [0, 0, 0], 116],
  ])("with thresholds %j are %j, and nobody for %i", (thresholds, held, none) => {
    expect(countsAt(people, tiers, thresholds)).toEqual({ people: held, none });
  });

  test("need what the tier asks for besides, and of each metric its own", () => {
    const ladder = [
      step("Timer"),
      step("Kurs", { metric: 1, extra: 0 }),
      step("År", { metric: 1, extra: 31 }),
    ];
    const some = period([
      [[10, 0], 0, 1],
      [[10, 3], 0, 2],
      [[10, 3], 1, 4],
      [[0, 3], 2 ** 31, 8],
    ]);
    expect(countsAt(some, ladder, [5, 2, 3])).toEqual({ people: [3, 4, 8], none: 0 });
  });
});

describe("a histogram", () => {
  test("has bins of a round width without those who have nothing, and everything beyond in the last", () => {
    const bins = histogramOf(
      period([
        [[0], 0, 7],
        [[0.5], 0, 1],
        [[10], 0, 5],
        [[2000], 0, 0],
      ]),
      0,
      30,
    );
    expect(bins[0]).toEqual({ from: 0, to: 2, people: 1 });
    expect(bins.find(({ from }) => from === 10)?.people).toBe(5);
    expect(bins.at(-1)).toEqual({ from: 30, to: Number.POSITIVE_INFINITY, people: 0 });
    expect(bins.reduce((sum, { people }) => sum + people, 0)).toBe(6);
  });

  test("ends where only one in a hundred goes on, but never before the highest threshold", () => {
    const many = period([
      [[5], 0, 500],
      [[900], 0, 3],
    ]);
    expect(reachOf(many, 0, 1)).toBe(5);
    expect(reachOf(many, 0, 50)).toBe(50);
    expect(reachOf(period([]), 0, 10)).toBe(10);
  });
});

test("values can be rounded down so that fewer are sent, and nobody is lost", () => {
  expect(
    coarser(
      [
        [[7.5, 1], 0, 2],
        [[9, 4], 0, 3],
        [[9, 4], 1, 1],
      ],
      5,
    ),
  ).toEqual([
    [[5, 0], 0, 5],
    [[5, 0], 1, 1],
  ]);
});
