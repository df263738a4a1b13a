import { expect, test } from "vitest";
import { linkedInAddress } from "@/lib/badge-page/linked-in-rules";
import type { ShownBadge } from "@/lib/badge-page/rules";

const badge = (changes: object = {}) =>
  ({
    definition: { name: "Årets ildsjel & venn", issuerName: null },
    organizationName: "Hørselshemmede",
    publicHash: "a".repeat(32),
    awardedOn: "2026-03-01",
    expiresOn: "2028-12-31",
    ...changes,
  }) as ShownBadge;
const form = (shown: ShownBadge) =>
  Object.fromEntries(new URL(linkedInAddress(shown, "https://heder.example.org/badges/aa")).searchParams);

test("LinkedIn's form is filled in with the badge, its issuer, its months and where it can be seen", () => {
  expect(form(badge())).toEqual({
    startTask: "CERTIFICATION_NAME",
    name: "Årets ildsjel & venn",
    organizationName: "Hørselshemmede",
    issueYear: "2026",
    issueMonth: "3",
    expirationYear: "2028",
    expirationMonth: "12",
    certUrl: "https://heder.example.org/badges/aa",
    certId: "a".repeat(32),
  });
});

test("a badge without an end has none there, and the issuer is whom the achievement names", () => {
  const shown = badge({ expiresOn: null, definition: { name: "x", issuerName: "Styret" } });
  expect(form(shown)).toMatchObject({ organizationName: "Styret", issueYear: "2026" });
  expect(form(shown)).not.toHaveProperty("expirationYear");
});
