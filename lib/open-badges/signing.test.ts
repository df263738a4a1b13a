import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { issuerDid, proofMethod } from "@/lib/open-badges/addresses";
import { CREDENTIALS_V2, loadContext, OPEN_BADGES_V3 } from "@/lib/open-badges/contexts";
import { multikey, proofHolds } from "@/lib/open-badges/independent.test-support";
import { didDocument } from "@/lib/open-badges/issuer-documents";
import type { SigningKey } from "@/lib/open-badges/key-service";
import { asJwt, type Credential, withProof } from "@/lib/open-badges/sign";
import alumni from "@/lib/open-badges/vectors/eddsa-rdfc-2022-alumni.json";
import examples from "@/lib/open-badges/vectors/examples-v2.json";
import keyPair from "@/lib/open-badges/vectors/key-pair.json";

const withExamples = async (url: string) =>
  url === "https://www.w3.org/ns/credentials/examples/v2"
    ? ({ contextUrl: null, documentUrl: url, document: examples } as const)
    : loadContext(url);

/** Judges with the suite that we sign with. */
async function suiteAccepts(
  credential: object,
  method: { "@context": string; id: string; controller: string },
) {
  const { id, controller: of } = method;
  const controller = { "@context": "https://www.w3.org/ns/did/v1", id: of, assertionMethod: [id] };
  const { verified } = await verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: async (url) => {
      if (url === method.id) return { contextUrl: null, documentUrl: url, document: method };
      if (url === method.controller) return { contextUrl: null, documentUrl: url, document: controller };
      return withExamples(url);
    },
  });
  return verified;
}

const published = {
  "@context": "https://w3id.org/security/multikey/v1",
  id: alumni.proof.verificationMethod,
  type: "Multikey",
  controller: alumni.issuer,
  publicKeyMultibase: keyPair.publicKeyMultibase,
};

test("the vector that W3C publishes holds for our suite and for the independent implementation", async () => {
  expect(await suiteAccepts(alumni, published)).toBe(true);
  expect(await proofHolds(alumni, multikey(keyPair.publicKeyMultibase), withExamples)).toBe(true);
});

test("the published vector does not hold when it says something else", async () => {
  const forged = { ...alumni, name: "Alumni Credentials" };
  expect(await suiteAccepts(forged, published)).toBe(false);
  expect(await proofHolds(forged, multikey(keyPair.publicKeyMultibase), withExamples)).toBe(false);
});

async function keyOf(algorithm: "Ed25519" | "RS256"): Promise<SigningKey> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
  return { id: "0e4c0a4e-0000-4000-8000-000000000001", algorithm, publicKey, privateKey };
}

const draft = (changes: object = {}): Credential => ({
  "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
  id: "https://heder.example/1",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Ti aktiviteter",
  issuer: { id: issuerDid("nhf") },
  validFrom: "2026-03-01T12:00:00Z",
  credentialSubject: { id: "urn:uuid:0e4c0a4e-0000-4000-8000-000000000002", type: ["AchievementSubject"] },
  ...changes,
});

test("a term that no context knows is refused, as no signature would cover it", async () => {
  const signer = { slug: "nhf", key: await keyOf("Ed25519"), now: new Date() };
  await expect(withProof(draft({ shoeSize: 43 }), signer)).rejects.toThrow();
  await expect(withProof(draft(), signer)).resolves.toHaveProperty("proof.cryptosuite", "eddsa-rdfc-2022");
});

test("a context that is not kept is refused and not fetched", async () => {
  const signer = { slug: "nhf", key: await keyOf("Ed25519"), now: new Date() };
  const foreign = draft({ "@context": [CREDENTIALS_V2, "https://example.org/context.json"] });
  await expect(withProof(foreign, signer)).rejects.toThrow();
});

test("nobody signs for another organisation", async () => {
  const signer = { slug: "blindeforbundet", key: await keyOf("Ed25519"), now: new Date() };
  await expect(withProof(draft(), signer)).rejects.toThrow("does not sign for");
  await expect(asJwt(draft(), signer)).rejects.toThrow("does not sign for");
});

test("a proof is made in UTC, for assertion, by the key that did.json names, and our own suite accepts it", async () => {
  const key = await keyOf("Ed25519");
  const signed = await withProof(draft(), { slug: "nhf", key, now: new Date("2026-04-01T00:00:00.500Z") });
  expect(signed.proof).toMatchObject({
    type: "DataIntegrityProof",
    created: "2026-04-01T00:00:00Z",
    proofPurpose: "assertionMethod",
    verificationMethod: proofMethod("nhf", key.id),
  });
  const did = (await didDocument("nhf", [key])) as { verificationMethod: (typeof published)[] };
  const [method] = did.verificationMethod;
  if (!method) throw new Error("no key");
  expect(await suiteAccepts(signed, { ...method, "@context": published["@context"] })).toBe(true);
});
