import { describe, expect, test } from "vitest";
import { daysOf, isPeriodKey, periodAt, periodBefore, periodWithKey } from "@/lib/tiers/period-rules";

const OSLO = "Europe/Oslo";
const at = (text: string) => new Date(text);

describe("the period a moment lies in", () => {
  test.each([
    ["annual", "2026-06-15T12:00:00Z", OSLO, "2026"],
    // New Year in Oslo is an hour before midnight UTC.
    ["annual", "2026-12-31T22:59:59.999Z", OSLO, "2026"],
    ["annual", "2026-12-31T23:00:00Z", OSLO, "2027"],
    ["annual", "2027-01-01T04:59:59Z", "America/New_York", "2026"],
    ["seasonal", "2026-03-31T21:59:59Z", OSLO, "2026-Q1"],
    // Summer time has begun by the end of March.
    ["seasonal", "2026-03-31T22:00:00Z", OSLO, "2026-Q2"],
    ["seasonal", "2026-09-30T22:00:00Z", OSLO, "2026-Q4"],
    ["lifetime", "2026-06-15T12:00:00Z", OSLO, "lifetime"],
  ] as const)("%s at %s in %s is %s", (kind, moment, zone, key) => {
    expect(periodAt(kind, at(moment), zone).key).toBe(key);
  });
});

describe("a period", () => {
  test("of a quarter with a change of the clock is an hour shorter or longer than its days", () => {
    const hours = (key: string) => {
      const { from, to } = periodWithKey(key, OSLO);
      return ((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 3_600_000;
    };
    expect(hours("2026-Q1")).toBe(90 * 24 - 1);
    expect(hours("2026-Q4")).toBe(92 * 24 + 1);
    expect(hours("2026-Q3")).toBe(92 * 24);
    expect(hours("2028")).toBe(366 * 24);
  });

  test("begins where the one before it ends, over years too", () => {
    for (const key of ["2026", "2026-Q1", "2026-Q3"]) {
      const period = periodWithKey(key, OSLO);
      expect(periodBefore(period, OSLO)?.to).toEqual(period.from);
    }
    expect(periodBefore(periodWithKey("2026-Q1", OSLO), OSLO)?.key).toBe("2025-Q4");
    expect(periodBefore(periodWithKey("lifetime", OSLO), OSLO)).toBeNull();
  });

  test("has a first and a last day", () => {
    expect(daysOf(periodWithKey("2028-Q1", OSLO), OSLO)).toEqual({ from: "2028-01-01", to: "2028-03-31" });
    expect(daysOf(periodWithKey("lifetime", OSLO), OSLO)).toBeNull();
  });

  test.each(["2026", "2026-Q4", "lifetime"])("can be called %s", (key) =>
    expect(isPeriodKey(key)).toBe(true),
  );
  test.each(["", "26", "2026-Q5", "2026-4", "2026-04", "0001", "9999", "Lifetime"])(
    "is not called %j",
    (key) => expect(isPeriodKey(key)).toBe(false),
  );
});
