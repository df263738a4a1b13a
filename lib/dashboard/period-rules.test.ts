import { expect, test } from "vitest";
import { isListedPeriod, isPeriodChoice, keptPeriods, periodOfChoice } from "@/lib/dashboard/period-rules";
import { dashboardFilter } from "@/lib/dashboard/period-schema";

const OSLO = "Europe/Oslo";
const at = (choice: string, now: string, timeZone = OSLO) => {
  const { key, from, to, months } = periodOfChoice(choice, new Date(now), timeZone);
  return [key, from.toISOString(), to.toISOString(), months[0], months.at(-1), months.length];
};

test.each([
  // In Oslo the new year has begun for an hour by then.
  [
    "this-year",
    "2025-12-31T23:00:00Z",
    ["2026", "2025-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z", "2026-01", "2026-12", 12],
  ],
  [
    "this-year",
    "2025-12-31T22:59:59Z",
    ["2025", "2024-12-31T23:00:00.000Z", "2025-12-31T23:00:00.000Z", "2025-01", "2025-12", 12],
  ],
  [
    "last-year",
    "2025-12-31T23:00:00Z",
    ["2025", "2024-12-31T23:00:00.000Z", "2025-12-31T23:00:00.000Z", "2025-01", "2025-12", 12],
  ],
  [
    "12-months",
    "2026-11-30T12:00:00Z",
    ["12-months", "2025-11-30T23:00:00.000Z", "2026-11-30T23:00:00.000Z", "2025-12", "2026-11", 12],
  ],
  // The clocks change inside it, so its ends are an hour apart from whole days.
  [
    "2026-Q1",
    "2026-11-30T12:00:00Z",
    ["2026-Q1", "2025-12-31T23:00:00.000Z", "2026-03-31T22:00:00.000Z", "2026-01", "2026-03", 3],
  ],
  [
    "2026-Q4",
    "2026-11-30T12:00:00Z",
    ["2026-Q4", "2026-09-30T22:00:00.000Z", "2026-12-31T23:00:00.000Z", "2026-10", "2026-12", 3],
  ],
  [
    "2024",
    "2026-11-30T12:00:00Z",
    ["2024", "2023-12-31T23:00:00.000Z", "2024-12-31T23:00:00.000Z", "2024-01", "2024-12", 12],
  ],
])("%s at %s", (choice, now, expected) => {
  expect(at(choice, now)).toEqual(expected);
});

test("a month is a period of lists, and none of which figures are kept", () => {
  expect(at("2026-03", "2026-11-30T12:00:00Z")).toEqual([
    "2026-03",
    "2026-02-28T23:00:00.000Z",
    // Summer time has begun.
    "2026-03-31T22:00:00.000Z",
    "2026-03",
    "2026-03",
    1,
  ]);
  expect([isListedPeriod("2026-03"), isPeriodChoice("2026-03")]).toEqual([true, false]);
  for (const none of ["2026-00", "2026-13", "2026-3", "1066-01", "2026-03 "])
    expect(isListedPeriod(none)).toBe(false);
});

test("another part of the world is still in the old year", () => {
  expect(at("this-year", "2026-01-01T04:00:00Z", "America/New_York")[0]).toBe("2025");
});

test.each(["", "2026-Q5", "2026-Q0", "1066", "26", "2026-13", "this year", "2026-Q1 ", "9999", "__proto__"])(
  "an address that says %j is about this year",
  (period) => {
    expect(isPeriodChoice(period)).toBe(false);
    expect(dashboardFilter.parse({ period })).toEqual({ period: "this-year" });
  },
);

test("an address that says nothing, or several things, is about this year", () => {
  expect(dashboardFilter.parse({})).toEqual({ period: "this-year" });
  expect(dashboardFilter.parse({ period: ["2026", "2025"] })).toEqual({ period: "this-year" });
});

test("kept are the years since the first moment with the quarters that have begun, and always last year", () => {
  const keys = (first: string | null) =>
    keptPeriods(first === null ? null : new Date(first), new Date("2026-05-01T00:00:00Z"), OSLO).map(
      ({ key }) => key,
    );
  const two = ["12-months", "2026", "2026-Q1", "2026-Q2", "2025", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"];
  expect(keys(null)).toEqual(two);
  expect(keys("2026-04-01T00:00:00Z")).toEqual(two);
  expect(keys("2024-02-01T00:00:00Z").slice(two.length)).toEqual([
    "2024",
    "2024-Q1",
    "2024-Q2",
    "2024-Q3",
    "2024-Q4",
  ]);
  expect(keys("1200-01-01T00:00:00Z").at(-1)).toBe("1996-Q4");
});
