import { createPublicKey, type KeyObject } from "node:crypto";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { calculateJwkThumbprint, importJWK, type JWK } from "jose";
import { controllerDocument, documentOf, keysIn, speakersIn } from "@/lib/credential-check/issuer-documents";
import { isObject, type Json, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import type { Reader } from "@/lib/credential-check/sources";

/** A key as somebody describes it: `id`, and one of publicKeyMultibase, publicKeyJwk, publicKeyPem. */
export type Method = Json & Readonly<{ id: string }>;

/** The key with this id, where it is described; null: nowhere that can be read. */
export async function methodAt(id: string, reader: Reader): Promise<Method | null> {
  const base = documentOf(id);
  const document = await controllerDocument(base, reader);
  if (!document) return null;
  const keys = keysIn(document);
  const fragment = id.slice(base.length + 1);
  const found =
    keys.find((key) => key.id === id) ?? keys.find((key) => fragment !== "" && key.id === fragment);
  if (found) return { ...found, id };
  if (typeof document.kty === "string") return { id, type: "JsonWebKey", publicKeyJwk: document };
  if (describesKey(document)) return { ...document, id };
  // did:key without its fragment names the one key there is.
  return fragment === "" && keys.length === 1 && keys[0] ? { ...keys[0], id } : null;
}

const describesKey = (document: Json) =>
  ["publicKeyMultibase", "publicKeyJwk", "publicKeyPem"].some((name) => document[name] !== undefined);

/** The key for verifying a JWS of this algorithm. Throws where it is none that fits. */
export async function verifyingKey(
  method: Json,
  algorithm: string,
): Promise<CryptoKey | KeyObject | Uint8Array> {
  if (isObject(method.publicKeyJwk)) return importJWK(publicPart(method.publicKeyJwk), algorithm);
  if (typeof method.publicKeyPem === "string") return createPublicKey(method.publicKeyPem);
  return importJWK(await Ed25519Multikey.toJwk({ keyPair: await multikey(method) }), algorithm);
}

/** As the libraries of Data Integrity read it. */
export const multikey = (method: Json) =>
  Ed25519Multikey.from(
    isObject(method.publicKeyJwk)
      ? { type: "JsonWebKey", id: method.id, publicKeyJwk: publicPart(method.publicKeyJwk) }
      : {
          type: method.type ?? "Multikey",
          id: method.id,
          controller: method.controller,
          publicKeyMultibase: method.publicKeyMultibase,
        },
  );

/** Never a private half, and never a secret that is meant to be shared (`oct`). */
function publicPart({ kty, crv, x, y, n, e }: Json): JWK {
  if (kty !== "OKP" && kty !== "EC" && kty !== "RSA") throw new Error("no public key");
  return { kty, crv, x, y, n, e } as JWK;
}

const NAME = "key_belongs_to_issuer";

/**
 * Whether the issuer's own document names the key. Only that document may say so: what a key says of its owner, anybody
 * can write.
 */
export async function keyBelongs(method: Method, issuer: string, reader: Reader): Promise<Check> {
  const document = await controllerDocument(issuer, reader);
  if (!document) return notChecked(NAME, "issuer_unreadable", { issuer });
  if (textOrNull(document.id) !== null && document.id !== issuer)
    return failed(NAME, "key_foreign", { issuer });
  const speakers = speakersIn(document);
  if (speakers?.has(method.id) || (await isAmong(method, document, speakers)))
    return passed(NAME, /^did:(?:key|jwk):/.test(issuer) ? "key_itself" : "key_listed", { issuer });
  return speakers ? failed(NAME, "key_foreign", { issuer }) : notChecked(NAME, "key_loose", { issuer });
}

/** The same key under another name, as a JWT's header may bring it along. */
async function isAmong(
  method: Method,
  document: Json,
  speakers: ReadonlySet<string> | null,
): Promise<boolean> {
  const print = await thumbprint(method);
  if (!print) return false;
  for (const key of keysIn(document)) {
    if (speakers?.has(key.id) && (await thumbprint(key)) === print) return true;
  }
  return false;
}

async function thumbprint(method: Json): Promise<string | null> {
  try {
    if (isObject(method.publicKeyJwk)) return await calculateJwkThumbprint(publicPart(method.publicKeyJwk));
    if (typeof method.publicKeyMultibase !== "string") return null;
    return await calculateJwkThumbprint(await Ed25519Multikey.toJwk({ keyPair: await multikey(method) }));
  } catch {
    return null;
  }
}
