import { describe, expect, test } from "vitest";
import { overallShare, shareOf } from "@/lib/evaluation/rules";

describe("progress", () => {
  test.each([
    [3, 10, 0.3],
    [12, 10, 1],
    [-1, 10, 0],
    [1, 0, 0],
  ])("of %d towards %d is %d", (have, need, share) => expect(shareOf(have, need)).toBe(share));

  test("of all rules is their mean, of any the furthest, of some the mean of the furthest", () => {
    expect(overallShare({ match: "all", parts: [1, 0.5, 0] })).toBe(0.5);
    expect(overallShare({ match: "any", parts: [0.2, 0.8] })).toBe(0.8);
    expect(overallShare({ match: { atLeast: 2 }, parts: [0, 1, 0.5] })).toBe(0.75);
  });

  test("of a group inside counts as one rule", () => {
    expect(overallShare({ match: "all", parts: [1, { match: "any", parts: [0, 0.5] }] })).toBe(0.75);
  });
});
