import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { checkCredential } from "@/lib/credential-check/check-credential";
import {
  asJws,
  asJwt,
  credential,
  DID,
  jwkOf,
  PAIRS,
  publishIssuer,
  stranger,
  Web,
  withProof,
} from "@/lib/credential-check/issuers.test-support";
import type { Json } from "@/lib/credential-check/parsed";
import type { CheckName } from "@/lib/credential-check/rules";

let web: Web;
beforeEach(async () => {
  web = new Web();
  await publishIssuer(web);
});

const judge = (given: object | string, email?: string) =>
  checkCredential(
    { bytes: Buffer.from(typeof given === "string" ? given : JSON.stringify(given)), email },
    web.sources,
  );
const told = async (given: object | string, name: CheckName) => {
  const { checks, outcome } = await judge(given);
  const check = checks.find((one) => one.name === name);
  return `${check?.verdict} ${check?.code}, ${outcome}`;
};

describe("a signed badge of somebody else's", () => {
  test("with a proof is valid, and says what it is and whose", async () => {
    const found = await judge(await withProof(credential()));
    expect(found.checks.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      "well_formed pass",
      "schema pass",
      "signature pass",
      "key_belongs_to_issuer pass",
      "not_altered pass",
      "hosted_copy_agrees not_checked",
      "not_expired pass",
      "not_revoked not_checked",
    ]);
    expect(found).toMatchObject({
      valid: true,
      outcome: "valid",
      kind: "ob3_proof",
      badge: { name: "Hundre samtaler", issuer: { id: DID, name: "Likemannslaget" }, state: "valid" },
    });
    expect(web.asked).toEqual(["https://badges.example/issuers/one/did.json"]);
  });

  test.each(["EdDSA", "RS256", "ES256"] as const)("as a JWT by %s is valid", async (algorithm) => {
    expect(await judge(await asJwt(credential(), algorithm))).toMatchObject({ valid: true, kind: "ob3_jwt" });
  });

  test("of an issuer that is a key itself is valid, and whose key it is stays open", async () => {
    const jwk = jwkOf(PAIRS.EdDSA.publicKey);
    const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString("base64url")}`;
    const own = credential({ issuer: { id: did, type: ["Profile"] } });
    const found = await judge(await withProof(own, { method: `${did}#0`, controller: did }));
    expect([found.valid, found.checks[3]?.code]).toEqual([true, "key_itself"]);
    expect(
      await judge(await asJws({ ...own, iss: did }, { alg: "EdDSA", jwk }, PAIRS.EdDSA.privateKey)),
    ).toMatchObject({ valid: true });
  });

  test("whose profile at its own address names the key is valid", async () => {
    const id = "https://plain.example/issuer";
    const [kid, jwk] = [`${id}#key`, jwkOf(PAIRS.RS256.publicKey)];
    web.put(id, { id, type: "Profile", name: "Plain", jwks: { keys: [{ ...jwk, kid }] } });
    const own = credential({ issuer: { id, type: ["Profile"] } });
    expect(await judge(await asJwt(own, "RS256", { kid, claims: { iss: id } }))).toMatchObject({
      valid: true,
    });
  });

  test("changed in any one letter is not valid any more", async () => {
    const texts = [JSON.stringify(await withProof(credential())), await asJwt(credential(), "EdDSA")];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.constantFrom("x", "0", "A", "}"),
        async (text, at, letter) => {
          const index = at % text.length;
          fc.pre(text[index] !== letter);
          // The last letter of base64url holds bits that are not part of the signature.
          fc.pre(text.startsWith("{") || index < text.length - 1);
          expect((await judge(text.slice(0, index) + letter + text.slice(index + 1))).valid).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("says whose it is to who knows the address, and nobody else", async () => {
    const identityHash = `sha256$${createHash("sha256").update("kari@example.orghavsalt").digest("hex")}`;
    const { credentialSubject } = credential() as { credentialSubject: { identifier: object[] } };
    const own = await withProof(
      credential({
        credentialSubject: {
          ...credentialSubject,
          identifier: [{ ...credentialSubject.identifier[0], identityHash }],
        },
      }),
    );
    const whose = async (email?: string) => (await judge(own, email)).badge?.holder.belongs;
    expect(await whose(" Kari@Example.org ")).toBe("yes");
    expect(await whose("ola@example.org")).toBe("no");
    expect(await whose()).toBe(null);
  });
});

describe("not valid is", () => {
  test("what a stranger signed with a key that only calls itself the issuer's", async () => {
    const forged = await withProof(credential(), { key: stranger.privateKey });
    expect(await told(forged, "signature")).toBe("fail forged, invalid");
    const method = "https://evil.example/key";
    web.put(method, {
      id: method,
      type: "JsonWebKey",
      controller: DID,
      publicKeyJwk: jwkOf(stranger.publicKey),
    });
    const claimed = await withProof(credential(), { key: stranger.privateKey, method });
    expect(await told(claimed, "signature")).toBe("pass signed, invalid");
    expect(await told(claimed, "key_belongs_to_issuer")).toBe("fail key_foreign, invalid");
  });

  test("what another issuer of the same host signed", async () => {
    const neighbour = "did:web:badges.example:issuers:two";
    const method = {
      id: `${neighbour}#k`,
      type: "JsonWebKey",
      controller: neighbour,
      publicKeyJwk: jwkOf(stranger.publicKey),
    };
    web.put("https://badges.example/issuers/two/did.json", {
      id: neighbour,
      verificationMethod: [method],
      assertionMethod: [method.id],
    });
    const signed = await withProof(credential(), {
      key: stranger.privateKey,
      method: method.id,
      controller: neighbour,
    });
    expect(await told(signed, "key_belongs_to_issuer")).toBe("fail key_foreign, invalid");
  });

  test("a JWT without a signature, or with one that anybody could make", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect(await told(`${part({ alg: "none" })}.${part(credential())}.`, "signature")).toBe(
      "fail unsafe_algorithm, invalid",
    );
    const secret = Buffer.from(PAIRS.RS256.publicKey.export({ type: "spki", format: "pem" }) as string);
    const confused = await asJwt(credential(), "RS256", { alg: "HS256", key: secret });
    expect(await told(confused, "signature")).toBe("fail unsafe_algorithm, invalid");
    expect(await told(await asJwt(credential(), "EdDSA", { key: stranger.privateKey }), "signature")).toBe(
      "fail forged, invalid",
    );
    const crossed = await asJws(credential(), { alg: "ES256", kid: `${DID}#RS256` }, PAIRS.ES256.privateKey);
    expect(await told(crossed, "signature")).toBe("fail unsafe_algorithm, invalid");
  });

  test("a JWT that says one thing beside the badge and another in it", async () => {
    const jwt = await asJwt(credential(), "EdDSA", {
      claims: { sub: "did:example:x", nbf: 1, iss: "did:web:other.example" },
    });
    expect(await told(jwt, "not_altered")).toBe("fail claims_differ, invalid");
  });

  test.each([
    ["that has ended", { validUntil: "2026-11-01T00:00:00Z" }, "fail expired, invalid"],
    ["that has not begun", { validFrom: "2026-12-24T00:00:00+01:00" }, "fail not_yet, invalid"],
  ])("one %s", async (_, dates, expected) => {
    expect(await told(await withProof(credential(dates)), "not_expired")).toBe(expected);
  });

  test("one that is signed for something else, or was only until yesterday", async () => {
    const signed = await withProof(credential());
    const proof = signed.proof as Json;
    expect(await told({ ...signed, proof: { ...proof, proofPurpose: "authentication" } }, "signature")).toBe(
      "fail proof_purpose, invalid",
    );
    expect(await told({ ...signed, proof: { ...proof, expires: "2026-11-28T00:00:00Z" } }, "signature")).toBe(
      "fail proof_expired, invalid",
    );
    expect(await told(credential(), "signature")).toBe("fail unsigned, invalid");
  });

  test("one with a word that no context knows", async () => {
    const signed = { ...(await withProof(credential())), shoeSize: "43" };
    expect(await told(signed, "schema")).toBe("fail undefined_term, invalid");
    expect(await told(signed, "not_altered")).toBe("fail changed, invalid");
  });

  test("one without what a badge must have", async () => {
    const { issuer: _, ...orphan } = credential();
    const { checks } = await judge(orphan);
    expect(checks.find(({ name }) => name === "schema")).toMatchObject({
      verdict: "fail",
      code: "misses",
      values: { field: "issuer" },
    });
  });
});

describe("undecided is", () => {
  test("one with a context that is not known here, and nobody is asked for it", async () => {
    const [first, second] = credential()["@context"] as string[];
    const extended = credential({ "@context": [first, second, "https://evil.example/context.json"] });
    const signed = { ...extended, proof: (await withProof(credential())).proof };
    expect(await told(signed, "signature")).toBe("not_checked unknown_context, undecided");
    expect(
      await told({ ...signed, "@context": [first, second, { name: "https://x.example/y" }] }, "signature"),
    ).toBe("not_checked own_words, undecided");
    expect(web.asked).not.toContain("https://evil.example/context.json");
  });

  test("one whose proof or issuer cannot be looked at from here", async () => {
    const signed = await withProof(credential());
    const proof = { ...(signed.proof as Json), cryptosuite: "bbs-2023" };
    expect(await told({ ...signed, proof }, "signature")).toBe("not_checked unknown_suite, undecided");
    web = new Web();
    expect(await told(signed, "signature")).toBe("not_checked key_unreadable, undecided");
  });
});
