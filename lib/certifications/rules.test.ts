import { describe, expect, test } from "vitest";
import { expiryOf, yearOf } from "@/lib/certifications/calendar-rules";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { certificateNumber, numberParts, standing } from "@/lib/certifications/rules";
import { issueInput } from "@/lib/certifications/schema";

const at = (text: string) => new Date(text);
const now = at("2026-06-15T10:00:00Z");

describe("a certificate read now", () => {
  test.each([
    ["active", "active", null],
    ["active", "active", "2026-07-15T10:00:00.001Z"],
    ["expiring_soon", "active", "2026-07-15T10:00:00Z"],
    ["expiring_soon", "active", "2026-06-15T10:00:00.001Z"],
    ["expired", "active", "2026-06-15T10:00:00Z"],
    ["expired", "expiring_soon", "2026-06-14T10:00:00Z"],
    ["active", "expiring_soon", "2026-12-31T10:00:00Z"],
    ["expired", "expired", "2027-06-14T10:00:00Z"],
    ["revoked", "revoked", "2020-01-01T00:00:00Z"],
    ["superseded", "superseded", "2020-01-01T00:00:00Z"],
  ] as const)("stands as %s when it is stored as %s and ends %s", (expected, status, expires) => {
    expect(standing({ status, expiresAt: expires ? at(expires) : null }, now, 30)).toBe(expected);
  });
});

describe("the end of a certificate", () => {
  test.each([
    ["2026-01-31T11:00:00Z", 1, "2026-02-28T11:00:00.000Z", "the last day of a shorter month"],
    ["2024-02-29T11:00:00Z", 12, "2025-02-28T11:00:00.000Z", "a leap day, a year later"],
    ["2026-01-15T11:00:00Z", 6, "2026-07-15T10:00:00.000Z", "the same clock time in summer"],
    ["2026-09-29T01:30:00Z", 6, "2027-03-29T01:30:00.000Z", "summer time to summer time"],
    ["2026-02-28T01:30:00Z", 1, "2026-03-28T01:30:00.000Z", "the day before the clock changes"],
    ["2025-12-31T23:30:00Z", 12, "2026-12-31T23:30:00.000Z", "New Year's night in Oslo"],
  ])("%s and %i months is %s: %s", (issued, months, expected) => {
    expect(expiryOf(at(issued), months, "Europe/Oslo")?.toISOString()).toBe(expected);
  });

  test("is moved forward when its clock time does not exist", () => {
    // 02:30 on 28 March 2027 is skipped in Oslo; 03:30 summer time is 01:30 UTC.
    expect(expiryOf(at("2027-02-28T01:30:00Z"), 1, "Europe/Oslo")?.toISOString()).toBe(
      "2027-03-28T01:30:00.000Z",
    );
  });

  test("never comes for a certificate for life", () => {
    expect(expiryOf(now, null, "Europe/Oslo")).toBeNull();
  });
});

describe("a number", () => {
  test("has at least five digits, and more when they are needed", () => {
    expect(certificateNumber("NHF", 2026, 312)).toBe("NHF-2026-00312");
    expect(certificateNumber("NHF", 2026, 123_456)).toBe("NHF-2026-123456");
  });

  test("takes its year from the organisation's clock", () => {
    const newYearsNight = at("2025-12-31T23:30:00Z");
    expect(yearOf(newYearsNight, "Europe/Oslo")).toBe(2026);
    expect(yearOf(newYearsNight, "UTC")).toBe(2025);
  });

  test("can be read again, and nothing else can", () => {
    expect(numberParts("NHF-2026-00312")).toEqual({ prefix: "NHF", year: 2026, sequence: 312 });
    for (const text of [
      "nhf-2026-00312",
      "NHF-2026-0312",
      "NHF-26-00312",
      "N-2026-00312",
      "NHF-2026-9999999999",
    ])
      expect(numberParts(text)).toBeNull();
  });
});

describe("what somebody sends", () => {
  const issue = {
    userId: crypto.randomUUID(),
    certificationTypeId: crypto.randomUUID(),
    idempotencyKey: "a-key-of-mine",
  };

  test.each([
    ["notes", { ...issue, notes: "a\u0000b" }],
    ["notes", { ...issue, notes: "\ud800" }],
    ["issuedOn", { ...issue, issuedOn: "2026-02-30" }],
    ["userId", { ...issue, userId: { not: "" } }],
    ["userId", { ...issue, userId: undefined }],
    ["idempotencyKey", { ...issue, idempotencyKey: "short" }],
    ["", { ...issue, organizationId: crypto.randomUUID() }],
  ])("is refused at %s", (field, input) => {
    expect(issueInput.safeParse(input).error?.issues[0]?.path.join(".")).toBe(field);
  });

  test.each(["Møte 🏅 på norsk", "שלום", "a\nb"])("may be any text that can be kept: %s", (notes) => {
    expect(issueInput.parse({ ...issue, notes }).notes).toBe(notes);
  });

  test("in an address is left out when it does not fit", () => {
    const strange = { q: "\u0000", status: ["active"], type: "x", from: "now", after: "x".repeat(300) };
    expect(certificationFilters.parse(strange)).toEqual({});
  });
});
