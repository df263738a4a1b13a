import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { gzipSync } from "node:zlib";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { issue } from "@digitalbazaar/vc";
import { CompactSign, type JWK, SignJWT } from "jose";
import { knownContexts, loaderOf } from "@/lib/credential-check/contexts";
import type { Json } from "@/lib/credential-check/parsed";
import type { Sources } from "@/lib/credential-check/sources";

export const NOW = new Date("2026-11-29T12:00:00Z");

/** A web of a few documents, which notes what was asked for. */
export class Web {
  readonly asked: string[] = [];
  private readonly pages = new Map<string, { status: number; body: string }>();

  put(url: string, body: object | string, status = 200): void {
    this.pages.set(url, { status, body: typeof body === "string" ? body : JSON.stringify(body) });
  }

  get sources(): Sources {
    return {
      documents: async () => null,
      fetchPublic: async (url) => {
        this.asked.push(url);
        const page = this.pages.get(url);
        if (!page) throw new Error("nobody there");
        return { status: page.status, bytes: Buffer.from(page.body), url };
      },
      now: NOW,
    };
  }
}

const ed25519 = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const PAIRS = { EdDSA: ed25519, RS256: rsa, ES256: ec } as const;
export type Algorithm = keyof typeof PAIRS;
export const stranger = generateKeyPairSync("ed25519");

export const jwkOf = (key: KeyObject) => key.export({ format: "jwk" }) as JWK;

export const DID = "did:web:badges.example:issuers:one";
const DID_ADDRESS = "https://badges.example/issuers/one/did.json";
export const methodOf = (algorithm: Algorithm | "proof") => `${DID}#${algorithm}`;

/** An issuer whose did.json names a key for proofs and one for each algorithm of a JWT. */
export async function publishIssuer(web: Web): Promise<void> {
  const pair = await Ed25519Multikey.fromJwk({
    jwk: jwkOf(ed25519.publicKey),
    id: methodOf("proof"),
    controller: DID,
  });
  const jwks = (Object.keys(PAIRS) as Algorithm[]).map((name) => ({
    id: `#${name}`,
    type: "JsonWebKey",
    controller: DID,
    publicKeyJwk: jwkOf(PAIRS[name].publicKey),
  }));
  const methods = [await pair.export({ publicKey: true }), ...jwks];
  web.put(DID_ADDRESS, {
    id: DID,
    verificationMethod: methods,
    assertionMethod: [methodOf("proof"), ...jwks.map(({ id }) => id)],
  });
}

/** A badge as 1EdTech describes it; `changes` on top. */
export const credential = (changes: Json = {}): Json => ({
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
  ],
  id: "https://badges.example/credentials/1",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  issuer: { id: DID, type: ["Profile"], name: "Likemannslaget" },
  validFrom: "2026-01-01T00:00:00Z",
  name: "Hundre samtaler",
  credentialSubject: {
    type: ["AchievementSubject"],
    identifier: [
      {
        type: "IdentityObject",
        hashed: true,
        // Of kari@example.org and the salt.
        identityHash: "sha256$b2f6e55a2ad7d5a2f9a7cc1fee3e8e3ac4a3a3f4d3f2e5e1b1f0c7d7a5b3c9d1",
        identityType: "emailAddress",
        salt: "havsalt",
      },
    ],
    achievement: {
      id: "https://badges.example/achievements/1",
      type: ["Achievement"],
      name: "Hundre samtaler",
      description: "Har hatt hundre likemannssamtaler.",
      criteria: { narrative: "Hundre samtaler på ett år." },
    },
  },
  ...changes,
});

type ProofOptions = Readonly<{ key?: KeyObject; method?: string; controller?: string }>;

/** Signed with a Data Integrity proof by the same libraries that any issuer may use. */
export async function withProof(unsigned: Json, options: ProofOptions = {}): Promise<Json> {
  const { key = ed25519.privateKey, method = methodOf("proof"), controller = DID } = options;
  const pair = await Ed25519Multikey.fromJwk({ jwk: jwkOf(key), secretKey: true, id: method, controller });
  const suite = new DataIntegrityProof({ signer: pair.signer(), cryptosuite, date: "2026-01-01T00:00:00Z" });
  const now = new Date(String(unsigned.validFrom));
  return (await issue({
    credential: structuredClone(unsigned),
    suite,
    documentLoader: loaderOf(knownContexts),
    now,
  })) as Json;
}

/** Signed by an issuer who is the key itself, so that nobody need be asked about it. */
export async function selfSigned(changes: Json = {}): Promise<Json> {
  const jwk = jwkOf(ed25519.publicKey);
  const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString("base64url")}`;
  const own = credential({ issuer: { id: did, type: ["Profile"], name: "Likemannslaget" }, ...changes });
  return withProof(own, { method: `${did}#0`, controller: did });
}

type JwtOptions = Readonly<{ key?: KeyObject | Uint8Array; alg?: string; kid?: string; claims?: Json }>;

/** The same as a JWT, with the claims that 3.0 asks for. */
export async function asJwt(unsigned: Json, algorithm: Algorithm, options: JwtOptions = {}): Promise<string> {
  const {
    key = PAIRS[algorithm].privateKey,
    alg = algorithm,
    kid = methodOf(algorithm),
    claims = {},
  } = options;
  const payload = { ...unsigned, iss: DID, jti: String(unsigned.id), ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg, kid, typ: "JWT" }).sign(key);
}

/** A text as a compact JWS of any header. */
export const asJws = (payload: object, header: Json, key: KeyObject | Uint8Array) =>
  new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader(header as { alg: string })
    .sign(key);

/** A status list of 131,072 places with these taken back, signed as a credential of its own. */
export async function statusList(url: string, revoked: readonly number[], changes: Json = {}): Promise<Json> {
  const bits = Buffer.alloc(131_072 / 8);
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return withProof({
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    id: url,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: DID,
    validFrom: "2026-01-01T00:00:00Z",
    credentialSubject: {
      id: `${url}#list`,
      type: "BitstringStatusList",
      statusPurpose: "revocation",
      encodedList: `u${gzipSync(bits).toString("base64url")}`,
    },
    ...changes,
  });
}
