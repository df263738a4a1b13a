import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { isSignedBy, readJwt } from "@/lib/open-badges/independent.test-support";
import { bodyOf, createTestAward, didOf } from "@/lib/open-badges/issuing.test-support";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});
beforeEach(async () => {
  organization = await createTestOrganization(database);
});

describe("the credential of an award", () => {
  test("says what was achieved, by whom, from when until when, and where its state stands", async () => {
    const achievementId = await activeAchievement(organization, {
      tags: ["likeperson"],
      alignments: [{ name: "Veiledning", url: "https://example.org/v", framework: "ESCO", code: "S1" }],
      version: "2",
      imageCaption: "Et fjell",
    });
    const { hash, versionId, email } = await createTestAward(database, organization, {
      achievementId,
      expiresAt: "2027-03-01T12:00:00Z",
      evidenceUrl: "https://example.org/bevis",
      evidenceNarrative: "Holdt **ti** møter",
    });
    const credential = JSON.parse(await bodyOf(hash));
    const { slug, name } = organization.organization;
    expect(credential).toMatchObject({
      "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
      ],
      id: `https://heder.example/ob/v3/credentials/${hash}`,
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      issuer: { id: `did:web:heder.example:ob:issuers:${slug}`, type: ["Profile"], name },
      validFrom: "2026-03-01T12:00:00Z",
      validUntil: "2027-03-01T12:00:00Z",
      evidence: [{ id: "https://example.org/bevis", type: ["Evidence"], narrative: "Holdt **ti** møter" }],
      credentialStatus: {
        type: "BitstringStatusListEntry",
        statusPurpose: "revocation",
        statusListIndex: expect.stringMatching(/^\d+$/),
        statusListCredential: `https://heder.example/ob/v3/status/${slug}/1`,
      },
    });
    expect(credential.credentialSubject.achievement).toMatchObject({
      id: `https://heder.example/ob/v3/achievements/${versionId}`,
      achievementType: "Badge",
      name: "Ti aktiviteter",
      criteria: { narrative: "Minst 10 aktiviteter." },
      image: { id: `https://heder.example/ob/v2/achievements/${versionId}/image`, caption: "Et fjell" },
      tag: ["likeperson"],
      alignment: [{ targetName: "Veiledning", targetUrl: "https://example.org/v", targetCode: "S1" }],
      version: "2",
      inLanguage: "nb",
    });
    const [identifier] = credential.credentialSubject.identifier;
    const expected = createHash("sha256").update(`${email?.toLowerCase()}${identifier.salt}`).digest("hex");
    expect(identifier).toMatchObject({
      hashed: true,
      identityType: "emailAddress",
      identityHash: `sha256$${expected}`,
    });
  });

  test("is proved by two implementations' agreement, as JSON-LD and as JWT by either algorithm", async () => {
    const { hash } = await createTestAward(database, organization);
    const credential = JSON.parse(await bodyOf(hash));
    const jwts = [await bodyOf(hash, "jwt_eddsa"), await bodyOf(hash, "jwt_rs256")];
    const did = await didOf(organization);
    expect(await isSignedBy(did, credential)).toBe(true);
    for (const [at, alg] of ["EdDSA", "RS256"].entries()) {
      const { header, payload, holds } = readJwt(did, jwts[at] ?? "");
      expect(holds).toBe(true);
      expect(header).toMatchObject({ alg, typ: "JWT" });
      const { proof, ...unsigned } = credential;
      expect(payload).toMatchObject({
        ...unsigned,
        iss: credential.issuer.id,
        jti: credential.id,
        sub: credential.credentialSubject.id,
        nbf: Date.parse(credential.validFrom) / 1000,
      });
      expect(payload).not.toHaveProperty("exp");
    }
  });

  test("does not hold when one byte of it is another, wherever", async () => {
    const { hash } = await createTestAward(database, organization, { evidenceNarrative: "Ti møter" });
    const text = await bodyOf(hash);
    const did = await didOf(organization);
    expect(await isSignedBy(did, JSON.parse(text))).toBe(true);
    // Every eleventh, and so in each member; what is no JSON any more, or names no key, does not hold either.
    for (let at = 1; at < text.length; at += 11) {
      const other = text[at] === "a" ? "b" : "a";
      const forged = text.slice(0, at) + other + text.slice(at + 1);
      const holds = await (async () => isSignedBy(did, JSON.parse(forged)))().catch(() => false);
      expect(holds, `${text.slice(at - 10, at)}[${text[at]}→${other}]${text.slice(at + 1, at + 10)}`).toBe(
        false,
      );
    }
  });

  test.each(["jwt_eddsa", "jwt_rs256"] as const)(
    "as %s does not hold when any byte of it is another",
    async (form) => {
      const { hash } = await createTestAward(database, organization);
      const jwt = await bodyOf(hash, form);
      const did = await didOf(organization);
      expect(readJwt(did, jwt).holds).toBe(true);
      const held = (text: string) => {
        try {
          return readJwt(did, text).holds;
        } catch {
          return false;
        }
      };
      // The last letter has bits that stand for nothing.
      for (let at = 0; at < jwt.length - 1; at += 1)
        if (held(jwt.slice(0, at) + (jwt[at] === "A" ? "B" : "A") + jwt.slice(at + 1)))
          expect(at).toBe("never");
    },
  );

  test("has no plain e-mail and no name of its holder, in no form", async () => {
    const { hash, email, userId } = await createTestAward(database, organization);
    for (const form of ["ob2", "ob3", "jwt_eddsa"] as const) {
      const body = await bodyOf(hash, form);
      const text =
        form === "jwt_eddsa" ? Buffer.from(body.split(".")[1] ?? "", "base64url").toString() : body;
      expect(text.toLowerCase()).not.toContain(email?.toLowerCase());
      expect(text).not.toContain(userId);
      expect(text).not.toMatch(/Person \d+/);
    }
  });

  test("is hashed by an id where nobody knows an e-mail", async () => {
    const { hash, userId } = await createTestAward(database, organization, { email: null });
    const [identifier] = JSON.parse(await bodyOf(hash)).credentialSubject.identifier;
    const expected = createHash("sha256").update(`urn:uuid:${userId}${identifier.salt}`).digest("hex");
    expect(identifier).toMatchObject({ identityType: "systemId", identityHash: `sha256$${expected}` });
  });
});
