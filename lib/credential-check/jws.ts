import { compactVerify, decodeProtectedHeader, errors } from "jose";
import { type Method, methodAt, verifyingKey } from "@/lib/credential-check/key-methods";
import { isObject, type Json, parsed } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import type { Reader } from "@/lib/credential-check/sources";

/** With a public key; a secret that both sides know (HS256) would let whoever verifies sign too. */
const ALGORITHMS = ["EdDSA", "Ed25519", "RS256", "ES256"];
/** Known, and no proof of anything here. */
const UNSAFE = /^(?:none|HS\d+)$/i;

export type SignatureFinding = Readonly<{
  signature: Check;
  /** The key it was held against; null: it came to none. */
  method: Method | null;
}>;

/** What a compact JWS carries, without looking at its signature; null: it is none, or carries no JSON object. */
export function payloadOf(jws: string): Json | null {
  const part = jws.split(".")[1] ?? "";
  const found = parsed(Buffer.from(part, "base64url").toString("utf8"));
  return "document" in found ? found.document : null;
}

/**
 * Holds a compact JWS against the key it names: `kid` as an id of a key or as one of the issuer's, else a key in the
 * header itself, else `fallback`. Only algorithms with public keys count, and only the one that the header names.
 */
export async function checkJws(
  jws: string,
  { issuer, fallback, reader }: { issuer: string | null; fallback?: Method | null; reader: Reader },
): Promise<SignatureFinding> {
  const header = headerOf(jws);
  const algorithm = header?.alg;
  if (!header || typeof algorithm !== "string")
    return { signature: failed("signature", "unsigned"), method: null };
  if (!ALGORITHMS.includes(algorithm)) {
    const verdict = UNSAFE.test(algorithm)
      ? failed("signature", "unsafe_algorithm", { algorithm })
      : notChecked("signature", "unknown_algorithm", { algorithm: algorithm.slice(0, 40) });
    return { signature: verdict, method: null };
  }
  const method = (await named(header, issuer, reader)) ?? fallback ?? null;
  if (!method)
    return { signature: notChecked("signature", "key_unreadable", { key: nameIn(header) }), method };
  return { signature: await held(jws, method, algorithm), method };
}

const nameIn = ({ kid }: Json) => (typeof kid === "string" ? kid.slice(0, 200) : "");

function headerOf(jws: string): Json | null {
  try {
    return decodeProtectedHeader(jws) as Json;
  } catch {
    return null;
  }
}

async function named({ kid, jwk }: Json, issuer: string | null, reader: Reader): Promise<Method | null> {
  if (typeof kid === "string" && kid !== "") {
    const isAddress = /^(?:did:|https?:\/\/)/.test(kid);
    const id = isAddress ? kid : `${issuer ?? ""}#${kid.replace(/^#/, "")}`;
    const found = await methodAt(id, reader);
    if (found) return found;
    return null;
  }
  return isObject(jwk) ? { id: "", type: "JsonWebKey", publicKeyJwk: jwk } : null;
}

async function held(jws: string, method: Method, algorithm: string): Promise<Check> {
  try {
    await compactVerify(jws, await verifyingKey(method, algorithm), { algorithms: [algorithm] });
    return passed("signature", "signed", { algorithm });
  } catch (error) {
    const isForged = error instanceof errors.JWSSignatureVerificationFailed;
    return isForged ? failed("signature", "forged") : failed("signature", "unsafe_algorithm", { algorithm });
  }
}
