import { expect, test } from "vitest";
import { momentReader, NotAMoment, readDay } from "@/lib/imports/moments";

const inOslo = momentReader("Europe/Oslo");
function moment(text: string): string {
  const read = inOslo(text);
  return read instanceof NotAMoment ? read.reason.key : new Date(read).toISOString();
}

test.each([
  ["2026-11-20", "2026-11-19T23:00:00.000Z"],
  ["20.11.2026", "2026-11-19T23:00:00.000Z"],
  ["1.2.2026", "2026-01-31T23:00:00.000Z"],
  ["2026-07-01", "2026-06-30T22:00:00.000Z"],
  ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000Z"],
  ["2026-11-20T10:00:00.123456z", "2026-11-20T10:00:00.123Z"],
  ["2026-11-20 10:00+02:00", "2026-11-20T08:00:00.000Z"],
  ["2026-11-20T10:00:00-0530", "2026-11-20T15:30:00.000Z"],
  ["2026-11-20T14:05", "2026-11-20T13:05:00.000Z"],
  ["20.11.2026 14:05:30", "2026-11-20T13:05:30.000Z"],
  // The clocks go forward at 02:00 and back at 03:00: neither day has 24 hours.
  ["2026-03-29T03:30", "2026-03-29T01:30:00.000Z"],
  ["2026-03-30", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25T12:00", "2026-10-25T11:00:00.000Z"],
])("%s is %s in Oslo", (text, expected) => expect(moment(text)).toBe(expected));

test.each([
  ["2026-02-29", "imports.noSuchDate"],
  ["31.4.2026", "imports.noSuchDate"],
  ["2026-13-01", "imports.noSuchDate"],
  ["1899-12-31", "imports.yearOutOfRange"],
  ["2101-01-01", "imports.yearOutOfRange"],
  ["20/11/2026", "imports.notADate"],
  ["tomorrow", "imports.notADate"],
  ["45980", "imports.notADate"],
  ["2026-11-20T24:00", "imports.noSuchTime"],
  ["2026-11-20T10:60", "imports.noSuchTime"],
  ["2026-11-20T10:00+15:00", "imports.noSuchTime"],
  ["2026-03-29T02:30", "imports.noSuchTime"],
  ["2026-11-20T10", "imports.notATime"],
  ["2026-11-20T10:00 CET", "imports.notATime"],
])("%s is refused: %s", (text, key) => expect(moment(text)).toBe(key));

test("a day has no time", () => {
  expect(readDay("2028-02-29")).toBe("2028-02-29");
  expect(readDay("29.2.2028")).toBe("2028-02-29");
  expect(readDay("2026-11-20T10:00")).toEqual(new NotAMoment({ key: "imports.notADate" }));
});
