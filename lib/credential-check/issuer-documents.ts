import { isObject, type Json, many, parsed, textOrNull } from "@/lib/credential-check/parsed";
import type { Reader } from "@/lib/credential-check/sources";

/** What stands before the `#` of a key's id: whose document names it. */
export const documentOf = (methodId: string): string => methodId.split("#")[0] ?? "";

/**
 * The document of whoever is named: of did:key and did:jwk the name says all, did:web and https lead to it. Null: there
 * is none to be had, or its own id is another one.
 */
export async function controllerDocument(id: string, reader: Reader): Promise<Json | null> {
  if (id.startsWith("did:key:")) return keyDocument(id);
  if (id.startsWith("did:jwk:")) return jwkDocument(id);
  if (id.startsWith("did:web:")) return webDocument(id, reader);
  if (!/^https?:\/\//.test(id)) return null;
  return reader.document(id);
}

/** Where a did:web's document is (did:web, 3.2); null: it is no such name. */
export function webAddress(did: string): string | null {
  const [host = "", ...path] = did.slice("did:web:".length).split(":");
  try {
    const parts = path.map((part) => encodeURIComponent(decodeURIComponent(part)));
    if (parts.some((part) => part === "" || part === "." || part === "..")) return null;
    const below = parts.length > 0 ? parts.join("/") : ".well-known";
    const url = new URL(`https://${decodeURIComponent(host)}/${below}/did.json`);
    return url.host.toLowerCase() === decodeURIComponent(host).toLowerCase() ? url.href : null;
  } catch {
    return null;
  }
}

async function webDocument(did: string, reader: Reader): Promise<Json | null> {
  const address = webAddress(did);
  if (!address) return null;
  // An installation without TLS publishes its own at http; only its own are found there.
  const found =
    (await reader.document(address)) ?? (await reader.document(address.replace(/^https:/, "http:")));
  return found?.id === did ? found : null;
}

function keyDocument(did: string): Json {
  const multibase = did.slice("did:key:".length);
  const id = `${did}#${multibase}`;
  const method = { id, type: "Multikey", controller: did, publicKeyMultibase: multibase };
  return { id: did, verificationMethod: [method], assertionMethod: [id] };
}

function jwkDocument(did: string): Json | null {
  const written = parsed(Buffer.from(did.slice("did:jwk:".length), "base64url").toString("utf8"));
  if ("problem" in written) return null;
  const id = `${did}#0`;
  const method = { id, type: "JsonWebKey", controller: did, publicKeyJwk: written.document };
  return { id: did, verificationMethod: [method], assertionMethod: [id] };
}

/** A key's id as it stands, or as a fragment of its document. */
const absolute = (id: string, document: Json) =>
  id.startsWith("#") ? `${textOrNull(document.id) ?? ""}${id}` : id;

const LISTS = ["verificationMethod", "assertionMethod", "publicKey"] as const;

/** All keys that a document describes, with their whole ids. */
export function keysIn(document: Json): (Json & { id: string })[] {
  const listed = LISTS.flatMap((list) => many(document[list])).filter(isObject);
  const sets = isObject(document.jwks) ? document.jwks.keys : document.keys;
  const base = textOrNull(document.id) ?? "";
  const jwks = many(sets)
    .filter(isObject)
    .map((jwk): Json => ({ id: jwk.kid, type: "JsonWebKey", controller: base, publicKeyJwk: jwk }));
  return [...listed, ...jwks].flatMap((key) =>
    typeof key.id === "string" ? [{ ...key, id: absolute(key.id, document) }] : [],
  );
}

/**
 * Which keys may speak for whoever the document describes; null: it names none at all. A document that has
 * `assertionMethod` means these and no others.
 */
export function speakersIn(document: Json): ReadonlySet<string> | null {
  const named = (value: unknown) =>
    many(value).flatMap((key) => {
      const id = isObject(key) ? key.id : key;
      return typeof id === "string" ? [absolute(id, document)] : [];
    });
  if (document.assertionMethod !== undefined) return new Set(named(document.assertionMethod));
  const keys = [...LISTS.flatMap((list) => named(document[list])), ...keysIn(document).map(({ id }) => id)];
  return keys.length > 0 ? new Set(keys) : null;
}
