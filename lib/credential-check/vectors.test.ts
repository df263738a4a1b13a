import { randomUUID } from "node:crypto";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { describe, expect, test } from "vitest";
import { checkCredential } from "@/lib/credential-check/check-credential";
import { knownContexts } from "@/lib/credential-check/contexts";
import { heldAgainst } from "@/lib/credential-check/data-integrity";
import { credential, jwkOf, stranger, Web, withProof } from "@/lib/credential-check/issuers.test-support";
import { belongsTo, identitiesOfAssertion } from "@/lib/credential-check/recipient";
import basicAssertion from "@/lib/credential-check/vectors/ob2-basic-assertion.json";
import jcs from "@/lib/credential-check/vectors/w3c-eddsa-jcs-2022.json";
import rdfc from "@/lib/credential-check/vectors/w3c-eddsa-rdfc-2022.json";
import examples from "@/lib/credential-check/vectors/w3c-examples-v2.json";

const contexts = new Map([...knownContexts, ["https://www.w3.org/ns/credentials/examples/v2", examples]]);

describe.each([
  ["eddsa-rdfc-2022", rdfc],
  ["eddsa-jcs-2022", jcs],
])("W3C's published %s", (_, signed) => {
  const id = signed.proof.verificationMethod;
  const method = { id, type: "Multikey", publicKeyMultibase: id.split("#")[1] };
  const verdict = async (credential: object, proof: object = signed.proof, key: typeof method = method) =>
    (await heldAgainst(credential as typeof signed, proof as typeof signed.proof, key, contexts)).code;

  test("is what its key has signed", async () => {
    expect(await verdict(signed)).toBe("signed");
  });

  test("is not, with one thing changed in it, in its proof or for another key", async () => {
    expect(await verdict({ ...signed, name: "Alumni Credentia1" })).toBe("forged");
    expect(await verdict(signed, { ...signed.proof, created: "2023-02-24T23:36:39Z" })).toBe("forged");
    const other = { ...method, publicKeyMultibase: "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi" };
    expect(await verdict(signed, signed.proof, other)).toBe("forged");
  });
});

test("the assertion of the 2.0 specification was issued to nobody, by the hash of their address", () => {
  const identities = identitiesOfAssertion(basicAssertion);
  expect(belongsTo("nobody@example.org", identities)).toBe("yes");
  expect(belongsTo("somebody@example.org", identities)).toBe("no");
});

test("a badge signed by a did:key of somebody else than its nameless issuer has a right signature, and an issuer who cannot be asked about the key", async () => {
  const web = new Web();
  const judge = (badge: object) =>
    checkCredential({ bytes: Buffer.from(JSON.stringify(badge)) }, web.sources);
  const pair = await Ed25519Multikey.fromJwk({ jwk: jwkOf(stranger.publicKey) });
  const { publicKeyMultibase } = await pair.export({ publicKey: true });
  const did = `did:key:${publicKeyMultibase}`;
  const nameless = credential({
    issuer: { id: `urn:uuid:${randomUUID()}`, type: ["Profile"], name: "Andy" },
  });
  const key = stranger.privateKey;
  const didKey = await withProof(nameless, { key, method: `${did}#${publicKeyMultibase}`, controller: did });
  const { outcome, checks, badge } = await judge(didKey);
  const codes = Object.fromEntries(checks.map(({ name, code }) => [name, code]));
  expect(codes).toMatchObject({
    schema: "fits",
    signature: "signed",
    key_belongs_to_issuer: "issuer_unreadable",
  });
  expect([outcome, badge?.name, web.asked]).toEqual(["undecided", "Hundre samtaler", []]);
  const changed = await judge({ ...didKey, name: "Tusen samtaler" });
  expect(changed.checks.find(({ name }) => name === "signature")?.code).toBe("forged");
});
