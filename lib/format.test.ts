import { describe, expect, test } from "vitest";
import {
  formatDate,
  formatDateTime,
  formatList,
  formatMinutes,
  formatMonth,
  formatNumber,
  formatOrdinal,
  formatPercent,
  isoDay,
} from "@/lib/format";

const oslo = { locale: "nb", timeZone: "Europe/Oslo" } as const;
const nynorsk = { locale: "nn", timeZone: "Europe/Oslo" } as const;
const english = { locale: "en", timeZone: "Europe/Oslo" } as const;
/** No-break spaces are right in print and unreadable in a test. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("a date", () => {
  const newYear = new Date("2026-12-31T23:30:00Z");

  test("is written with the month in letters, in the organisation's time zone", () => {
    expect(formatDate(newYear, oslo)).toBe("1. januar 2027");
    expect(formatDate(newYear, { ...oslo, timeZone: "America/New_York" })).toBe("31. desember 2026");
    expect(formatDate(newYear, english)).toBe("1 January 2027");
  });

  test("without a time belongs to no zone", () => {
    expect(formatDate("2026-11-20", { ...oslo, timeZone: "Pacific/Honolulu" })).toBe("20. november 2026");
    expect(formatMonth("2026-11", { ...nynorsk, timeZone: "Pacific/Honolulu" })).toBe("november 2026");
  });

  test("with a time uses the 24-hour clock, also just after midnight", () => {
    expect(formatDateTime(new Date("2026-11-19T23:05:00Z"), oslo)).toMatch(
      /^20\. november 2026 kl\. 00[.:]05$/,
    );
    expect(formatDateTime(newYear, english)).toBe("1 January 2027, 00:30");
  });

  test("for a machine is the day in the zone", () => {
    expect(isoDay(newYear, "Europe/Oslo")).toBe("2027-01-01");
  });
});

describe("a number", () => {
  test("has Norwegian spaces and commas in both Norwegian languages", () => {
    for (const options of [oslo, nynorsk]) {
      expect(plain(formatNumber(12345.5, options, 1))).toBe("12 345,5");
      expect(plain(formatPercent(0.5, options))).toBe("50 %");
    }
    expect(formatNumber(12345.5, english, 1)).toBe("12,345.5");
  });

  test("in order is 3. in Norwegian and 3rd in English", () => {
    expect(formatOrdinal(3, "nn")).toBe("3.");
    expect([1, 2, 3, 4, 11, 22].map((n) => formatOrdinal(n, "en"))).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "22nd",
    ]);
  });

  test("of minutes is hours and minutes", () => {
    expect([0, 45, 60, 135].map((n) => formatMinutes(n, oslo))).toEqual([
      "0 min",
      "45 min",
      "1 t",
      "2 t 15 min",
    ]);
    expect(formatMinutes(60, english)).toBe("1 h");
  });
});

test("a list ends with the language's own word for and", () => {
  expect(formatList(["Kari", "Ola", "Per"], "nb")).toBe("Kari, Ola og Per");
  expect(formatList(["Kari", "Ola", "Per"], "nn")).toBe("Kari, Ola og Per");
  expect(formatList(["Kari", "Ola"], "en")).toBe("Kari and Ola");
});
