import { describe, expect, test } from "vitest";
import type { AppError } from "@/lib/errors";
import { readAwardList } from "@/lib/imports/award-list";

const read = (text: string) => readAwardList(text, "Europe/Oslo");
const refusal = (text: string) => {
  try {
    return read(text);
  } catch (error) {
    return (error as AppError).fields.list?.key;
  }
};

describe("a list of people to be awarded", () => {
  test("is CSV with any separator, and with a reason and a day of its own where a line has them", () => {
    expect(
      read('\uFEFFPerson;Date;Reason\r\nk-1;05.01.2026;"For; alt"\r\n\r\nola@example.org;;\r\n'),
    ).toEqual([
      { line: 2, person: "k-1", reason: "For; alt", day: "2026-01-05", problem: null },
      { line: 4, person: "ola@example.org", reason: null, day: null, problem: null },
    ]);
  });

  test("needs no header when it is people only", () => {
    expect(read("kari@example.org\nola@example.org").map(({ person }) => person)).toEqual([
      "kari@example.org",
      "ola@example.org",
    ]);
  });

  test("has problems of lines that never stop the others", () => {
    const rows = read('person,date\n,2026-01-01\nkari,2026-02-30\n"ola\nper,2026-01-02\na\u0000b,\n');
    expect(rows.map(({ line, person, problem }) => [line, person, problem?.key ?? null])).toEqual([
      [2, null, "imports.required"],
      [3, "kari", "imports.noSuchDate"],
      [4, null, "imports.quoteNotClosed"],
      [5, "per", null],
      [6, "ab", "imports.controlCharacter"],
    ]);
  });

  test("takes the apostrophe away that an export puts before a formula", () => {
    expect(read("person\n'=kari").map(({ person }) => person)).toEqual(["=kari"]);
  });

  test("is refused as a whole when it is none", () => {
    expect(refusal("")).toBe("imports.emptyFile");
    expect(refusal("person,reason\n")).toBe("imports.emptyFile");
    expect(refusal("name,email\nKari,kari@example.org")).toBe("imports.missingColumns");
    expect(refusal("person,badge\nk-1,takk")).toBe("imports.unknownColumns");
    expect(refusal(`person\n${"k\n".repeat(20_001)}`)).toBe("field.tooMany");
  });
});
