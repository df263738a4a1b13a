import fc from "fast-check";
import { expect, test } from "vitest";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { certificateNumber, numberParts } from "@/lib/certifications/rules";

test.each([
  "NHF-2026-00312",
  "  nhf-2026-00312 ",
  "NHF 2026 00312",
  "NHF–2026–00312",
  "NHF\u00a02026\u00a0312",
  "nhf/2026/312",
  "NHF202600312",
  "ＮＨＦ－２０２６－００３１２",
])("%s is understood", (text) => {
  expect(readCertificateNumber(text)).toBe("NHF-2026-00312");
});

test.each([
  "",
  "312",
  "NHF-2026",
  "2026-00312",
  "N-2026-00312",
  "NHF-26-00312",
  "NHF-2026-00312-1",
  "NHF12026003",
  "%",
])("%s cannot be a number", (text) => {
  expect(readCertificateNumber(text)).toBeNull();
});

test("every number that can be issued is read as itself, and nothing else comes out than such numbers", () => {
  const prefix = fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/);
  const issued = fc.tuple(
    prefix,
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 0, max: 2_000_000_000 }),
  );
  fc.assert(
    fc.property(issued, (parts) => {
      const number = certificateNumber(...parts);
      expect(readCertificateNumber(number.toLowerCase())).toBe(number);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readCertificateNumber(text);
      if (read !== null && Number(read.split("-")[2]) <= 2_000_000_000)
        expect(numberParts(read)).not.toBeNull();
    }),
  );
});
