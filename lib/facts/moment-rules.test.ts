import { describe, expect, test } from "vitest";
import { dayOf, endOfDay, instantOf, localOf, startOfDay } from "@/lib/facts/moment-rules";

const OSLO = "Europe/Oslo";

describe("a day and a time become an instant", () => {
  test.each([
    ["a winter day alone is its beginning", "2026-01-15", undefined, OSLO, "2026-01-14T23:00:00.000Z"],
    ["a summer day alone is its beginning", "2026-07-15", undefined, OSLO, "2026-07-14T22:00:00.000Z"],
    ["with a time", "2026-07-15", "14:05", OSLO, "2026-07-15T12:05:00.000Z"],
    ["29 February in a leap year", "2024-02-29", "12:00", OSLO, "2024-02-29T11:00:00.000Z"],
    ["the first of two hours when summer time ends", "2026-10-25", "02:30", OSLO, "2026-10-25T00:30:00.000Z"],
    [
      "a day whose midnight is left out begins at one",
      "2024-04-26",
      undefined,
      "Africa/Cairo",
      "2024-04-25T22:00:00.000Z",
    ],
    ["a time that the clocks jump over in spring", "2026-03-29", "02:30", OSLO, "noSuchTime"],
    ["a midnight that the clocks jump over", "2024-04-26", "00:30", "Africa/Cairo", "noSuchTime"],
    ["the day that Samoa left out", "2011-12-30", undefined, "Pacific/Apia", "noSuchDay"],
    ["a time on the day that Samoa left out", "2011-12-30", "12:00", "Pacific/Apia", "noSuchDay"],
  ])("%s", (_, occurredOn, time, timeZone, expected) => {
    const instant = instantOf({ occurredOn, time }, timeZone);
    expect(typeof instant === "string" ? instant : instant.toISOString()).toBe(expected);
  });
});

describe("an instant becomes a day and a time again", () => {
  test.each([
    ["2026-07-14T22:00:00Z", { occurredOn: "2026-07-15" }],
    ["2026-07-14T22:01:00Z", { occurredOn: "2026-07-15", time: "00:01" }],
    ["2026-07-15T12:05:59Z", { occurredOn: "2026-07-15", time: "14:05" }],
    ["2026-12-31T23:30:00Z", { occurredOn: "2027-01-01", time: "00:30" }],
  ])("%s in Oslo", (instant, expected) => {
    expect(localOf(new Date(instant), OSLO)).toEqual(expected);
  });
});

test("a day of 23 hours ends where the next begins", () => {
  expect(startOfDay("2026-03-29", OSLO).toISOString()).toBe("2026-03-28T23:00:00.000Z");
  expect(endOfDay("2026-03-29", OSLO).toISOString()).toBe("2026-03-29T22:00:00.000Z");
  expect(dayOf(new Date("2026-03-29T22:00:00Z"), OSLO)).toBe("2026-03-30");
});
