import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { issue } from "@digitalbazaar/vc";
import { importJWK, SignJWT } from "jose";
import { issuerDid, jwtMethod, proofMethod } from "@/lib/open-badges/addresses";
import { loadContext } from "@/lib/open-badges/contexts";
import type { SigningKey } from "@/lib/open-badges/key-service";

/** A Verifiable Credential 2.0 that is not signed yet; `issuer` is an organisation of ours. */
export type Credential = Readonly<{
  "@context": readonly string[];
  id: string;
  type: readonly string[];
  issuer: Readonly<{ id: string }>;
  validFrom: string;
  validUntil?: string;
  credentialSubject: Readonly<{ id?: string }> & Readonly<Record<string, unknown>>;
}> &
  Readonly<Record<string, unknown>>;

type Signer = Readonly<{ slug: string; key: SigningKey; now: Date }>;

/** Nobody signs in another's name, whatever a caller mixed up. */
function requireOwn({ issuer }: Credential, slug: string): void {
  if (issuer.id !== issuerDid(slug)) throw new Error(`${slug} does not sign for ${issuer.id}`);
}

/**
 * The credential with a Data Integrity proof (eddsa-rdfc-2022). JSON-LD in safe mode: a term that no context knows makes
 * it throw, as it would not be covered by the signature.
 */
export async function withProof<T extends Credential>(
  credential: T,
  { slug, key, now }: Signer,
): Promise<T & Readonly<{ proof: object }>> {
  requireOwn(credential, slug);
  const id = proofMethod(slug, key.id);
  const pair = await Ed25519Multikey.fromJwk({
    jwk: key.privateKey,
    secretKey: true,
    id,
    controller: issuerDid(slug),
  });
  const suite = new DataIntegrityProof({ signer: pair.signer(), cryptosuite, date: now.toISOString() });
  return (await issue({
    credential: structuredClone(credential),
    suite,
    documentLoader: loadContext,
    now: new Date(Math.max(now.getTime(), Date.parse(credential.validFrom))),
  })) as T & Readonly<{ proof: object }>;
}

const JWT_ALGORITHM = { Ed25519: "EdDSA", RS256: "RS256" } as const;
const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);

/**
 * The credential as a JWT (compact JWS): its own members, and beside them the registered claims that say the same. `kid`
 * is a verification method of the issuer's did.json.
 */
export async function asJwt(credential: Credential, { slug, key }: Omit<Signer, "now">): Promise<string> {
  requireOwn(credential, slug);
  const alg = JWT_ALGORITHM[key.algorithm];
  const { id, issuer, validFrom, validUntil, credentialSubject } = credential;
  const claims = {
    ...credential,
    iss: issuer.id,
    jti: id,
    ...(credentialSubject.id ? { sub: credentialSubject.id } : {}),
    nbf: seconds(validFrom),
    ...(validUntil ? { exp: seconds(validUntil) } : {}),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid: jwtMethod(slug, key.id), typ: "JWT" })
    .sign(await importJWK(key.privateKey, alg));
}
