import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvRows, detectSeparator, type RawRow } from "@/lib/imports/csv-rows";

/** Read in pieces of that many characters, which must make no difference. */
function read(text: string, piece = text.length || 1): RawRow[] {
  const reader = new CsvRows();
  const rows: RawRow[] = [];
  for (let from = 0; from < text.length; from += piece)
    rows.push(...reader.push(text.slice(from, from + piece)));
  return [...rows, ...reader.push("", true)];
}
const cells = (text: string) => read(text).map((row) => row.problem?.key ?? row.cells);
const lines = (text: string) => read(text).map(({ line }) => line);

describe("a line of CSV", () => {
  test.each([
    [
      "commas",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "semicolons",
      "a;b\n1,5;2",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "tabs",
      "a\tb\n1;x\t2",
      [
        ["a", "b"],
        ["1;x", "2"],
      ],
    ],
    [
      "Windows line endings",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "old Macintosh line endings",
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "quoted separators and line breaks",
      'a,b\n"1,5","x\ny"',
      [
        ["a", "b"],
        ["1,5", "x\ny"],
      ],
    ],
    ["doubled quotation marks", 'a\n"say ""hi"""', [["a"], ['say "hi"']]],
    [
      "an empty quoted field",
      'a,b\n"",2',
      [
        ["a", "b"],
        ["", "2"],
      ],
    ],
    ["a quotation mark inside", "a\n5' 11\"", [["a"], ["5' 11\""]]],
    [
      "empty lines",
      "a,b\n\n  \n,\n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["fewer and more fields", "a,b\n1\n1,2,3", [["a", "b"], ["1"], ["1", "2", "3"]]],
    ["no text at all", "", []],
  ])("may have %s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test("counts as the line of the file it begins on", () => {
    expect(lines('a,b\n"x\n\ny",1\n\n2,3')).toEqual([1, 2, 6]);
  });

  test("with a quotation mark that is never closed is one bad line, and the next ones are read", () => {
    expect(cells('a,b\n1,2\n"x,2\n3,4')).toEqual([
      ["a", "b"],
      ["1", "2"],
      "imports.quoteNotClosed",
      ["3", "4"],
    ]);
    expect(cells('a,b\n"x"y,2\n3,"4"')).toEqual([["a", "b"], "imports.quoteNotClosed", ["3", "4"]]);
  });

  test("that never ends is one bad line, whatever follows", () => {
    const endless = `a,b\n1,${"x".repeat(600_000)}\n3,4\n`;
    expect(cells(endless)).toEqual([
      ["a", "b"],
      ["1", expect.any(String)],
      ["3", "4"],
    ]);
    expect(read(endless, 10_000).map((row) => row.problem?.key ?? row.line)).toEqual([
      1,
      "imports.lineTooLong",
      3,
    ]);
  });
});

test("the separator is the one the header has most of, outside quotation marks", () => {
  expect(detectSeparator("name")).toBe(",");
  expect(detectSeparator('"a,b,c";d')).toBe(";");
  expect(detectSeparator("a\tb\tc,d")).toBe("\t");
});

const field = fc.string({ unit: fc.constantFrom("a", "æ", " ", ",", ";", '"', "\n", "\r\n", "😀", "'") });
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

test("what is written by the book is read like csv-parse reads it, in pieces of any size", () => {
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 20 }), (rows, eol, piece) => {
      const text = `h,i${eol}${rows.map((row) => row.map(quote).join(",")).join(eol)}${eol}`;
      const expected = (
        parse(text, { relax_column_count: true, record_delimiter: eol }) as string[][]
      ).filter((row) => row.some((cell) => cell.trim() !== ""));
      expect(read(text, piece).map((row) => row.cells)).toEqual(expected);
    }),
  );
});

test("any text is read without an error, and the same whole as in pieces", () => {
  const text = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "b"), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 7 }), (raw, piece) => {
      expect(read(raw, piece)).toEqual(read(raw));
    }),
    { numRuns: 500 },
  );
});
