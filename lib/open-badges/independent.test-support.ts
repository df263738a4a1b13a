import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import { JsonLdParser } from "jsonld-streaming-parser";
import { RDFC10 } from "rdfjs-c14n";
import { loadContext } from "@/lib/open-badges/contexts";

// A second implementation of what lib/open-badges/sign.ts does, out of other libraries: another JSON-LD processor, another
// canonicalization, and Node's own cryptography. What both agree on is not a fault of one of them.

type Contexts = (url: string) => Promise<{ document: object }>;

async function nquads(document: object, contexts: Contexts): Promise<string> {
  const parser = new JsonLdParser({
    documentLoader: { load: async (url) => (await contexts(url)).document as never },
    rdfDirection: "i18n-datatype",
  });
  const quads: unknown[] = [];
  const parsed = new Promise<void>((resolve, reject) => {
    parser.on("data", (quad: unknown) => quads.push(quad));
    parser.on("end", resolve);
    parser.on("error", reject);
  });
  parser.end(JSON.stringify(document));
  await parsed;
  return new RDFC10().canonicalize(quads as never);
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest();

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Multibase base58-btc. */
export function base58(text: string): Buffer {
  if (!text.startsWith("z")) throw new Error("not base58-btc");
  const digits = text.slice(1);
  let number = 0n;
  for (const letter of digits) number = number * 58n + BigInt(ALPHABET.indexOf(letter));
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  const zeros = digits.length - digits.replace(/^1+/, "").length;
  return Buffer.concat([Buffer.alloc(zeros), bytes]);
}

/** An Ed25519 Multikey. */
export function multikey(publicKeyMultibase: string): KeyObject {
  const bytes = base58(publicKeyMultibase);
  if (bytes.length !== 34 || bytes.readUInt16BE(0) !== 0xed01) throw new Error("not an Ed25519 Multikey");
  const key = { kty: "OKP", crv: "Ed25519", x: bytes.subarray(2).toString("base64url") };
  return createPublicKey({ key, format: "jwk" });
}

type Proof = { proofValue: string; verificationMethod: string } & Record<string, unknown>;
type Secured = Record<string, unknown> & { proof: Proof };

/** Whether an eddsa-rdfc-2022 proof holds under this key. */
export async function proofHolds(
  { proof, ...document }: Secured,
  key: KeyObject,
  contexts: Contexts = loadContext,
): Promise<boolean> {
  const { proofValue, ...config } = proof;
  const options = { "@context": document["@context"], ...config };
  const data = Buffer.concat([
    sha256(await nquads(options, contexts)),
    sha256(await nquads(document, contexts)),
  ]);
  return verify(null, data, key, base58(proofValue));
}

type DidDocument = {
  id: string;
  verificationMethod: ({ id: string; controller: string } & (
    | { type: "Multikey"; publicKeyMultibase: string }
    | { type: "JsonWebKey"; publicKeyJwk: JsonWebKey }
  ))[];
  assertionMethod: string[];
};

/** The key that a did.json has under this name, if it may sign for the issuer. */
export function keyIn(did: object, method: string): KeyObject {
  const { id, verificationMethod, assertionMethod } = did as DidDocument;
  const found = verificationMethod.find((one) => one.id === method);
  if (!found || found.controller !== id || !assertionMethod.includes(method))
    throw new Error(`${method} is no key of ${id}`);
  return found.type === "Multikey"
    ? multikey(found.publicKeyMultibase)
    : createPublicKey({ key: found.publicKeyJwk, format: "jwk" });
}

/** Whether a credential was signed by a key of this did.json. */
export async function isSignedBy(did: object, credential: object): Promise<boolean> {
  const secured = credential as Secured;
  return proofHolds(secured, keyIn(did, secured.proof.verificationMethod));
}

type JwtParts = Readonly<{
  header: Record<string, string>;
  payload: Record<string, unknown>;
  holds: boolean;
}>;

/** A JWT's parts, and whether a key of this did.json signed it. */
export function readJwt(did: object, jwt: string): JwtParts {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  const part = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  const header = part(head);
  const hash = header.alg === "RS256" ? "sha256" : null;
  const key = keyIn(did, header.kid);
  const holds = verify(hash, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
  return { header, payload: part(body), holds };
}
