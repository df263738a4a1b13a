import { describe, expect, test } from "vitest";
import type { AppError } from "@/lib/errors";
import { readCertificateList } from "@/lib/imports/certificate-list";

const read = (text: string) => readCertificateList(text, "Europe/Oslo");
const refusal = (text: string) => {
  try {
    return read(text);
  } catch (error) {
    return (error as AppError).fields.list;
  }
};

describe("a list of certificates to be issued", () => {
  test("is CSV with any separator, its days as Norwegians or as computers write them", () => {
    const text =
      '\uFEFFPerson;Issued_on;Expires_on;Notes\r\nk-1;05.01.2026;2027-01-04;"Møtt; bestått"\r\n\r\nola@example.org;;;\r\n';
    expect(read(text)).toEqual([
      {
        line: 2,
        person: "k-1",
        issuedOn: "2026-01-05",
        expiresOn: "2027-01-04",
        notes: "Møtt; bestått",
        problem: null,
      },
      { line: 4, person: "ola@example.org", issuedOn: null, expiresOn: null, notes: null, problem: null },
    ]);
  });

  test("has problems of lines that never stop the others", () => {
    const rows = read(
      'person,issued_on,expires_on\n,2026-01-01,\nkari,2026-02-30,\n"ola\nper,2026-01-02,9999-12-31\nnils,0000-01-01,\na\u0000b,,\nliv,,\n',
    );
    expect(rows.map(({ line, person, problem }) => [line, person, problem?.key ?? null])).toEqual([
      [2, null, "imports.required"],
      [3, "kari", "imports.noSuchDate"],
      [4, null, "imports.quoteNotClosed"],
      [5, "per", "imports.yearOutOfRange"],
      [6, "nils", "imports.yearOutOfRange"],
      [7, "ab", "imports.controlCharacter"],
      [8, "liv", null],
    ]);
  });

  test("says of which column it speaks", () => {
    const [row] = read("person,issued_on\nkari,2026-02-30\n");
    expect(row?.problem).toMatchObject({ key: "imports.noSuchDate", values: { column: "issued_on" } });
  });

  test("takes a formula for what it is, a text", () => {
    const [row] = read(`person,notes\nk-1,"=HYPERLINK(""http://x"")"\n`);
    expect(row?.notes).toBe('=HYPERLINK("http://x")');
    const [escaped] = read(`person,notes\nk-1,'=1+1\n`);
    expect(escaped?.notes).toBe("=1+1");
  });

  test("is refused as a whole with other columns, without any, and empty", () => {
    expect(refusal("person,expires\nk-1,2026-01-01")).toMatchObject({
      key: "imports.unknownColumns",
      values: { names: "expires", expected: "person, issued_on, expires_on, notes" },
    });
    expect(refusal("k-1,2026-01-01")).toMatchObject({ key: "imports.missingColumns" });
    expect(refusal("")).toMatchObject({ key: "imports.emptyFile" });
    expect(refusal(`person\n${"k\n".repeat(50_001)}`)).toMatchObject({ key: "field.tooMany" });
  });
});
