import { exportJWK, generateKeyPair, type JWK } from "jose";
import { decrypt, encrypt } from "@/lib/encryption";

/** Ed25519 signs everything; RS256 is for verifiers that know no other JWT. */
export const KEY_ALGORITHMS = ["Ed25519", "RS256"] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

export type KeyPair = Readonly<{ publicKey: JWK; privateKey: JWK }>;

/** A new pair. `publicKey` has nothing of the private half. */
export async function newKeyPair(algorithm: KeyAlgorithm): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { publicKey: await exportJWK(publicKey), privateKey: await exportJWK(privateKey) };
}

const ownerOf = (organizationId: string, keyId: string) => `${organizationId} ${keyId}`;

/** A private key as it is kept; only for this row of this organisation. */
export const sealKey = (key: JWK, organizationId: string, keyId: string) =>
  encrypt(JSON.stringify(key), "issuer key", ownerOf(organizationId, keyId));

/** Throws `Unreadable`, also for a key that was copied to another organisation's row. */
export const openKey = (sealed: Uint8Array, organizationId: string, keyId: string): JWK =>
  JSON.parse(decrypt(sealed, "issuer key", ownerOf(organizationId, keyId)));
