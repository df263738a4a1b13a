import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { tableCsv } from "@/lib/exports/table-csv";

test("a table is a file with its header line, whatever its words contain", () => {
  const text = tableCsv(
    ["Navn", 'Regel "A", minst 3'],
    [
      ["Kari, Nord", 3],
      ["Ola\nNordmann", 0.5],
    ],
  );
  expect(parse(text)).toEqual([
    ["Navn", 'Regel "A", minst 3'],
    ["Kari, Nord", "3"],
    ["Ola\nNordmann", "0.5"],
  ]);
});

test.each(["=1+1", "+47 12", "-x", "@sum", "\t=1"])(
  "makes %j no formula of a spreadsheet, in a row or a header",
  (text) => {
    expect(parse(tableCsv([text], [[text]]))).toEqual([[`'${text}`], [`'${text}`]]);
  },
);
