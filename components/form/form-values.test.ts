import { describe, expect, test } from "vitest";
import { fromParts, isRealDate, toParts } from "@/components/form/date-parts";
import { flatErrors } from "@/components/form/flat-errors";
import { parseNumber } from "@/components/form/parse-number";
import { withoutEmpty } from "@/components/form/schema-resolver";

describe("a number as a person types it", () => {
  test.each([
    ["12", 12],
    [" 1 234,5 ", 1234.5],
    ["1\u00a0234", 1234],
    ["-3.5", -3.5],
    ["\u22123", -3],
    ["", undefined],
    ["   ", undefined],
    [null, undefined],
    [7, 7],
  ])("%j is %j", (typed, expected) => {
    expect(parseNumber(typed)).toBe(expected);
  });

  test.each(["tolv", "1e9", "0x10", "1,2,3", "12 timer", "Infinity"])(
    "%s stays as typed, for the schema to refuse",
    (typed) => {
      expect(parseNumber(typed)).toBe(typed);
    },
  );
});

describe("a date in three fields", () => {
  test("comes apart and together again without change", () => {
    expect(fromParts(toParts("2026-01-05"))).toBe("2026-01-05");
    expect(toParts("2026-01-05")).toEqual({ day: "5", month: "1", year: "2026" });
  });

  test("with nothing typed is no date, not an empty one", () => {
    expect(fromParts({ day: " ", month: "", year: "" })).toBeUndefined();
  });

  test("half typed is kept, so that it can be refused", () => {
    expect(fromParts({ day: "5", month: "", year: "2026" })).toBe("2026-00-05");
    expect(isRealDate("2026-00-05")).toBe(false);
  });

  test.each([
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["26-01-01", false],
  ])("%s is in the calendar: %s", (iso, expected) => {
    expect(isRealDate(iso)).toBe(expected);
  });
});

describe("what a form sends", () => {
  test("leaves out what is empty at every depth and cuts the spaces around text", () => {
    const typed = {
      name: " Kari ",
      note: "  ",
      kind: null,
      rules: [{ threshold: 3, unit: "" }],
      agree: false,
    };
    expect(withoutEmpty(typed)).toEqual({ name: "Kari", rules: [{ threshold: 3 }], agree: false });
  });

  test("keeps the spaces of a password", () => {
    expect(withoutEmpty({ password: " a b ", newPassword: "" })).toEqual({ password: " a b " });
  });

  test("keeps files and dates whole", () => {
    const file = new File(["x"], "x.csv");
    const day = new Date(0);
    expect(withoutEmpty({ file, day })).toEqual({ file, day });
  });
});

test("errors are listed with their paths, also within lists", () => {
  const errors = {
    name: { type: "too_small", message: "Navn må fylles ut." },
    rules: [undefined, { threshold: { type: "x", message: "Terskel må rettes." } }],
  };
  expect(flatErrors(errors)).toEqual([
    { name: "name", text: "Navn må fylles ut." },
    { name: "rules.1.threshold", text: "Terskel må rettes." },
  ]);
});
