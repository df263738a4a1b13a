import { describe, expect, test } from "vitest";
import { controllerDocument, keysIn, speakersIn, webAddress } from "@/lib/credential-check/issuer-documents";
import { Web } from "@/lib/credential-check/issuers.test-support";
import { Reader } from "@/lib/credential-check/sources";

describe("a did:web's document", () => {
  test.each([
    ["did:web:example.org", "https://example.org/.well-known/did.json"],
    ["did:web:example.org:ob:issuers:nhf", "https://example.org/ob/issuers/nhf/did.json"],
    ["did:web:localhost%3A3000:a", "https://localhost:3000/a/did.json"],
    ["did:web:example.org:%C3%A5", "https://example.org/%C3%A5/did.json"],
  ])("of %s is at %s", (did, address) => {
    expect(webAddress(did)).toBe(address);
  });

  test.each([
    "did:web:",
    "did:web:evil.example%2Fpath",
    "did:web:user%40evil.example",
    "did:web:example.org:..:secret",
    "did:web:example.org:%2e%2e:secret",
    "did:web:example.org::a",
    "did:web:0177.0.0.1",
    "did:web:%",
    "did:web:a?b",
    "did:web:example.org%23x",
  ])("of %s is nowhere", (did) => {
    expect(webAddress(did)).toBe(null);
  });

  test("that calls itself another is none", async () => {
    const web = new Web();
    web.put("https://example.org/.well-known/did.json", { id: "did:web:other.example" });
    expect(await controllerDocument("did:web:example.org", new Reader(web.sources))).toBe(null);
  });
});

test("whoever is named in no way that leads to a document has none, and nobody is asked", async () => {
  const web = new Web();
  const reader = new Reader(web.sources);
  for (const id of ["", "urn:uuid:1", "did:example:1", "did:jwk:x", "mailto:a@b.no", "file:///etc/passwd"]) {
    expect(await controllerDocument(id, reader)).toBe(null);
  }
  expect(web.asked).toEqual([]);
});

describe("the keys of a document", () => {
  const id = "https://a.example/i";
  const key = { id: "#k", type: "Multikey", publicKeyMultibase: "z6Mk" };

  test("are named whole, wherever they are described", () => {
    const document = {
      id,
      assertionMethod: [key],
      publicKey: { id: "https://b.example/k" },
      jwks: { keys: [{ kid: "j", kty: "EC" }] },
    };
    expect(keysIn(document).map((one) => one.id)).toEqual([`${id}#k`, "https://b.example/k", "j"]);
  });

  test("speak for it as assertionMethod says, or else all of them; none where it has none", () => {
    const other = { id: "#other", type: "Multikey" };
    expect(speakersIn({ id, verificationMethod: [key, other], assertionMethod: ["#k"] })).toEqual(
      new Set([`${id}#k`]),
    );
    expect(speakersIn({ id, verificationMethod: [key, other], assertionMethod: [] })).toEqual(new Set());
    expect(speakersIn({ id, verificationMethod: [key, other] })).toEqual(new Set([`${id}#k`, `${id}#other`]));
    expect(speakersIn({ id, name: "Nobody" })).toBe(null);
  });
});
