import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeText } from "@/components/people/read-text-file";
import { readAwardList } from "@/lib/imports/award-list";
import { readCertificateList } from "@/lib/imports/certificate-list";
import { inspectFile, readText } from "@/lib/imports/text-file";

const bytesOf = (text: string, encoding: BufferEncoding = "utf8") =>
  Uint8Array.from(Buffer.from(text, encoding));
/** Node knows only Latin-1, which has no dash and no euro sign; old Excel's letters above 127 are these few. */
const windows1252 = (text: string) =>
  Uint8Array.from(text, (letter) => ({ "–": 0x96, "€": 0x80, "’": 0x92 })[letter] ?? letter.charCodeAt(0));
const swapped = (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le").swap16());

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "heder-lists-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As the command line reads the same file. */
async function readByCommand(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "list.csv");
  writeFileSync(path, bytes);
  let text = "";
  for await (const piece of readText(await inspectFile(path))) text += piece;
  return text;
}

/** What spreadsheets make of the same rows. */
const WAYS: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ["UTF-8", (text) => bytesOf(text)],
  ["UTF-8 with its mark, as “CSV UTF-8” is saved", (text) => bytesOf(`\uFEFF${text}`)],
  ["Windows-1252, as plain “CSV” is saved", windows1252],
  ["UTF-16 with its mark, as “Unicode text” is saved", (text) => bytesOf(`\uFEFF${text}`, "utf16le")],
  ["UTF-16 the other way round", swapped],
];
const ENDINGS = [
  ["lines of Windows", "\r\n"],
  ["lines of Linux", "\n"],
  ["lines of the old Macintosh", "\r"],
] as const;
const ALL = WAYS.flatMap(([way, write]) =>
  ENDINGS.map(([ending, eol]) => [way, ending, write, eol] as const),
);

describe.each(ALL)("a list as %s, with %s", (_way, _ending, write, eol) => {
  test.each([
    ["semicolons", ";", "3,5 timer; 100 € – møtt"],
    ["tabs", "\t", "3,5 timer; 100 € – møtt"],
    ["commas", ",", "3.5 timer; 100 € – møtt"],
  ])("and %s is one of certificates", async (_separator, separator, notes) => {
    const quoted = separator === ";" ? `"${notes}"` : notes;
    const rows = [
      ["Person", "Issued_on", "Expires_on", "Notes"],
      ["åse.bjørk@example.org", "05.01.2026", "2027-01-04", quoted],
      ["", "", "", ""],
      ["LÆRE-Ø1", "5.1.2026", "", '"Sa ""ja"""'],
    ];
    const bytes = write(rows.map((row) => row.join(separator) + eol).join(""));
    const text = decodeText(bytes) ?? "";
    expect(readCertificateList(text, "Europe/Oslo")).toEqual([
      {
        line: 2,
        person: "åse.bjørk@example.org",
        issuedOn: "2026-01-05",
        expiresOn: "2027-01-04",
        notes,
        problem: null,
      },
      {
        line: 4,
        person: "LÆRE-Ø1",
        issuedOn: "2026-01-05",
        expiresOn: null,
        notes: 'Sa "ja"',
        problem: null,
      },
    ]);
    expect(await readByCommand(bytes)).toBe(text);
  });

  test("is one of awards, and one of people alone", async () => {
    const bytes = write(["person;reason;date", "åse;For støtte – og alt;05.01.2026"].join(eol));
    expect(readAwardList(decodeText(bytes) ?? "", "Europe/Oslo")).toEqual([
      { line: 2, person: "åse", reason: "For støtte – og alt", day: "2026-01-05", problem: null },
    ]);
    const alone = write(["åse@example.org", "øystein@example.org", ""].join(eol));
    const people = readCertificateList(decodeText(alone) ?? "", "Europe/Oslo");
    expect(people.map(({ person }) => person)).toEqual(["åse@example.org", "øystein@example.org"]);
    expect(await readByCommand(alone)).toBe(decodeText(alone));
  });
});

test("what is no text is none", () => {
  expect(decodeText(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toBe(null);
});
