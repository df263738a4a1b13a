import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KeptAnswer, keep, unkeep } from "@/lib/credential-check/kept";
import { allChecks, failed, passed } from "@/lib/credential-check/rules";
import { encrypt } from "@/lib/encryption";

const answer = (name: string, reason = "Feil person"): KeptAnswer => ({
  valid: false,
  outcome: "invalid",
  kind: "ob2_hosted",
  checks: allChecks([
    passed("well_formed", "readable"),
    failed("not_revoked", "revoked_because", { reason }),
  ]),
  badge: {
    id: name,
    name,
    description: name,
    achievementType: name,
    criteria: name,
    issuer: { id: name, name, url: name },
    holder: { name, belongs: "no" },
    issuedOn: "2026-01-01T00:00:00Z",
    expiresOn: null,
    state: "revoked",
  },
  at: "2026-11-29T12:00:00.000Z",
});

describe("a verdict that is kept", () => {
  test("comes back as it was", () => {
    expect(unkeep(keep(answer("Hundre samtaler")))).toEqual(answer("Hundre samtaler"));
  });

  test("fits into a cookie, whatever the badge is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (name) => {
        const sealed = keep(answer(name, name.slice(0, 300)));
        expect(sealed.length).toBeLessThanOrEqual(3_600);
        expect(unkeep(sealed)).toMatchObject({ outcome: "invalid" });
      }),
      { numRuns: 60 },
    );
  });

  test("is nothing when somebody else wrote or changed it", () => {
    const sealed = keep(answer("x"));
    expect(unkeep(`${sealed.slice(0, -2)}AA`)).toBe(null);
    expect(unkeep("")).toBe(null);
    expect(unkeep(Buffer.from(JSON.stringify(answer("x"))).toString("base64url"))).toBe(null);
    expect(unkeep(Buffer.from(encrypt("x", "webhook secret", "visitor")).toString("base64url"))).toBe(null);
  });
});
