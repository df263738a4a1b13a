import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { issue } from "@digitalbazaar/vc";
import { importJWK, SignJWT } from "jose";
import { issuerDid, jwtMethodOf, proofMethodOf } from "@/lib/open-badges/addresses";
import { loadContext } from "@/lib/open-badges/contexts";
import type { SigningKey } from "@/lib/open-badges/key-service";

/** A Verifiable Credential 2.0 that is not signed yet; `issuer` is an organisation of ours, or an endorser it signs for. */
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

type Signer = Readonly<{
  slug: string;
  key: SigningKey;
  now: Date;
  /** Whose name the signature is in, where it is not the organisation's own. */
  did?: string;
}>;

/** Nobody signs in another's name, whatever a caller mixed up. */
function ownName({ issuer }: Credential, { slug, did = issuerDid(slug) }: Omit<Signer, "now">): string {
  if (issuer.id !== did) throw new Error(`${slug} does not sign for ${issuer.id}`);
  return did;
}

/**
 * The credential with a Data Integrity proof (eddsa-rdfc-2022). JSON-LD in safe mode: a term that no context knows makes
 * it throw, as it would not be covered by the signature.
 */
export async function withProof<T extends Credential>(
  credential: T,
  { now, ...signer }: Signer,
): Promise<T & Readonly<{ proof: object }>> {
  const { key } = signer;
  const did = ownName(credential, signer);
  const id = proofMethodOf(did, key.id);
  const pair = await Ed25519Multikey.fromJwk({
    jwk: key.privateKey,
    secretKey: true,
    id,
    controller: did,
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
export async function asJwt(credential: Credential, signer: Omit<Signer, "now">): Promise<string> {
  const { key } = signer;
  const did = ownName(credential, signer);
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
    .setProtectedHeader({ alg, kid: jwtMethodOf(did, key.id), typ: "JWT" })
    .sign(await importJWK(key.privateKey, alg));
}
