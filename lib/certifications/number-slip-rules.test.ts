import { describe, expect, test } from "vitest";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { numberSlip, pastedAddress } from "@/lib/certifications/number-slip-rules";

describe("a number that cannot be read", () => {
  test.each([
    ["NHF-2O26-OO312", "year", "NHF-2026-00312"],
    ["nhf 2026 oo3l2", "sequence", "NHF-2026-00312"],
    ["0BF-2026-00312", "prefix", "OBF-2026-00312"],
    ["NHF-26-312", "year", null],
    ["NHF-2026-X", "sequence", null],
    ["NHF-2026", "sequence", null],
    ["2026-00312", "prefix", null],
    ["ÆØÅ-2026-00312", "prefix", null],
    ["312", "shape", null],
    ["NHF-2026-00312-1", "shape", null],
    ["NHF-2026-12345678901", "sequence", null],
    ["<script>alert(1)</script>", "shape", null],
    ["   ", "nothing", null],
  ])("%s: what is wrong is the %s", (text, part, meant) => {
    expect(readCertificateNumber(text)).toBeNull();
    expect(numberSlip(text)).toEqual({ part, meant });
  });

  test("has an explanation whatever it is", () => {
    for (const text of ["\u0000", "🏅-🏅-🏅", "\ud800", "-".repeat(1000), "A".repeat(100_000)])
      expect(numberSlip(text).meant).toBeNull();
  });
});

describe("an address that was pasted for a number", () => {
  test("gives number and code", () => {
    expect(pastedAddress("https://heder.example/verify/NHF-2026-00312?code=abc123")).toEqual({
      number: "NHF-2026-00312",
      code: "abc123",
    });
    expect(pastedAddress("heder.example/verify/nhf-2026-312")).toEqual({
      number: "NHF-2026-00312",
      code: null,
    });
  });

  test("is none where there is no number in it", () => {
    for (const text of ["NHF-2026-00312", "https://heder.example/verify/", "/verify/x?code=y", ""])
      expect(pastedAddress(text)).toBeNull();
  });
});
