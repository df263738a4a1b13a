import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { dayOf, expiryOf, isPeriod, periodBounds, periodOf, standing } from "@/lib/badges/rules";

const OSLO = "Europe/Oslo";

describe("a badge", () => {
  const now = new Date("2026-11-20T12:00:00Z");
  test.each([
    ["awarded", null, "awarded"],
    ["awarded", "2026-11-20T12:00:01Z", "awarded"],
    ["awarded", "2026-11-20T12:00:00Z", "expired"],
    ["revoked", "2020-01-01T00:00:00Z", "revoked"],
    ["pending_approval", "2020-01-01T00:00:00Z", "pending_approval"],
  ] as const)("%s until %s reads as %s", (status, expiresAt, expected) => {
    expect(standing({ status, expiresAt: expiresAt && new Date(expiresAt) }, now)).toBe(expected);
  });

  test("ends with the end of its last day where the organisation is", () => {
    const expiry = expiryOf({ expireDate: "2026-03-28", expirePeriod: null }, now, OSLO);
    expect(expiry?.toISOString()).toBe("2026-03-28T23:00:00.000Z");
  });

  test("ends days after the award at the same time of day, also across the change of clocks", () => {
    const award = new Date("2026-03-28T11:00:00Z");
    const expiry = expiryOf({ expireDate: null, expirePeriod: 1 }, award, OSLO);
    expect(expiry?.toISOString()).toBe("2026-03-29T10:00:00.000Z");
  });
});

describe("a period", () => {
  test.each(["2026", "2026-Q4", "2026-02"])("%s is one", (text) => expect(isPeriod(text)).toBe(true));
  test.each(["26", "2026-Q5", "2026-13", "2026-00", "once", ""])("%s is none", (text) =>
    expect(isPeriod(text)).toBe(false),
  );

  test("begins and ends at midnight where the organisation is", () => {
    const { from, to } = periodBounds("2026-Q4", OSLO);
    expect([from, to].map((at) => at.toISOString())).toEqual([
      "2026-09-30T22:00:00.000Z",
      "2026-12-31T23:00:00.000Z",
    ]);
  });

  test("is the one its day lies in", () => {
    const newYear = dayOf(new Date("2025-12-31T23:30:00Z"), OSLO);
    expect(newYear.equals(Temporal.PlainDate.from("2026-01-01"))).toBe(true);
    expect((["year", "quarter", "month"] as const).map((unit) => periodOf(newYear, unit))).toEqual([
      "2026",
      "2026-Q1",
      "2026-01",
    ]);
  });
});
