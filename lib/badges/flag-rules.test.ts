import { describe, expect, test } from "vitest";
import { NOT_REGISTERED, readUnmet, unmetReason } from "@/lib/badges/flag-rules";

describe("the reason for a flag", () => {
  test("is read as it was written, with decimals of hours and rules inside groups", () => {
    const rules = [
      { path: "0", type: "activity_count", have: 8, need: 10 },
      { path: "1.0", type: "activity_hours", have: 7.333, need: 12.5 },
      NOT_REGISTERED,
    ];
    const reason = unmetReason(rules);
    expect(reason).toBe(
      "criteria_unmet 0:activity_count:8/10 1.0:activity_hours:7.333/12.5 -:not_registered:0/1",
    );
    expect(readUnmet(reason)).toEqual(rules);
  });

  test("is the same for the same state, however the hours were added up", () => {
    const hours = (have: number) => unmetReason([{ path: "0", type: "activity_hours", have, need: 1 }]);
    expect(hours(0.1 + 0.2)).toBe(hours(0.3));
  });

  test.each([[null], [""], ["Feil person"], ["criteria_unmet fordi jeg sier det"], ["criteria_unmets"]])(
    "is not read out of a person's words: %s",
    (words) => {
      expect(readUnmet(words)).toBeNull();
    },
  );
});
