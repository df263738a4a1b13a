import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import type { JWK } from "jose";
import { siteAddress } from "@/lib/auth/password-link";
import { addresses, endorserDid, issuerDid, jwtMethodOf, proofMethodOf } from "@/lib/open-badges/addresses";
import { CREDENTIALS_V2, OPEN_BADGES_V2, OPEN_BADGES_V3 } from "@/lib/open-badges/contexts";
import type { IssuerFacts } from "@/lib/open-badges/issuer-facts";
import type { KeyAlgorithm } from "@/lib/open-badges/key-material";

/** Members without a value are left out: JSON-LD has no null. */
export const given = <T extends Readonly<Record<string, unknown>>>(members: T) =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  ) as { [K in keyof T]: NonNullable<T[K]> };

/** The issuer as it stands in a credential of Open Badges 3.0. Its id is its DID, as that names its keys. */
export const profile = ({ slug, name, url, email, description, imageUrl }: IssuerFacts) => ({
  id: issuerDid(slug),
  type: ["Profile"],
  ...given({ name, url: url ?? siteAddress(), email, description }),
  ...(imageUrl ? { image: { id: imageUrl, type: "Image" } } : {}),
});

/** The same as a document of its own, with what others signed about the issuer. */
export const profileDocument = (facts: IssuerFacts, endorsements: readonly string[] = []) => ({
  "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
  ...profile(facts),
  ...(endorsements.length > 0 ? { endorsementJwt: endorsements } : {}),
});

/** The issuer in Open Badges 2.0, with the addresses of what others said about it. */
export const issuerDocument = (
  { slug, name, url, email, description, imageUrl }: IssuerFacts,
  endorsements: readonly string[] = [],
) => ({
  "@context": OPEN_BADGES_V2,
  type: "Issuer",
  id: addresses.issuerV2(slug),
  ...given({ name, url: url ?? siteAddress(), email, description, image: imageUrl }),
  ...(endorsements.length > 0 ? { endorsement: endorsements } : {}),
});

export type PublicKey = Readonly<{ id: string; algorithm: KeyAlgorithm; publicKey: JWK }>;

async function methodsOf(controller: string, { id, algorithm, publicKey }: PublicKey): Promise<object[]> {
  const jwk = { id: jwtMethodOf(controller, id), type: "JsonWebKey", controller, publicKeyJwk: publicKey };
  if (algorithm !== "Ed25519") return [jwk];
  const method = proofMethodOf(controller, id);
  const pair = await Ed25519Multikey.fromJwk({ jwk: publicKey, id: method, controller });
  const { publicKeyMultibase } = await pair.export({ publicKey: true, includeContext: false });
  return [{ id: method, type: "Multikey", controller, publicKeyMultibase }, jwk];
}

/**
 * The issuer's did:web document: every key it ever signed with, retired ones too, so that old badges stay verifiable. A key
 * for proofs is a Multikey, the same one for JWTs a JsonWebKey.
 */
export const didDocument = (slug: string, keys: readonly PublicKey[]): Promise<object> =>
  keysOf(issuerDid(slug), keys, { alsoKnownAs: [addresses.profile(slug)] });

/**
 * The did:web document of somebody who endorsed and has no key of their own: `controller` says that the organisation
 * keeps the name for them, and signs in it with its keys.
 */
export const endorserDidDocument = (
  endorsementId: string,
  { slug, keys }: Readonly<{ slug: string; keys: readonly PublicKey[] }>,
): Promise<object> => keysOf(endorserDid(endorsementId), keys, { controller: issuerDid(slug) });

async function keysOf(did: string, keys: readonly PublicKey[], about: object): Promise<object> {
  const methods = (await Promise.all(keys.map((key) => methodsOf(did, key)))).flat() as { id: string }[];
  return {
    "@context": [
      "https://www.w3.org/ns/did/v1",
      "https://w3id.org/security/multikey/v1",
      "https://w3id.org/security/jwk/v1",
    ],
    id: did,
    ...about,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  };
}
