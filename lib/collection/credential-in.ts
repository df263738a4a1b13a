import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { LARGEST_CREDENTIAL } from "@/lib/collection/rules";
import { AppError, msg } from "@/lib/errors";

type Json = Readonly<Record<string, unknown>>;

/** A badge as it is kept: its text unchanged, and what it says of itself, unproven. */
export type GivenBadge = Readonly<{
  format: "ob2" | "ob3";
  encoding: "json" | "jws" | "url";
  document: string;
  /** The same for what the specification calls the same credential, whatever else is in it. */
  identity: Uint8Array<ArrayBuffer>;
  name: string;
  issuerName: string | null;
  issuedAt: Date | null;
}>;

const unreadable = () => new AppError("invalid", msg("collection.unreadable"));

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

// PostgreSQL keeps no NUL and no half of a character, and a list shows no more than a line.
const shown = (value: unknown): string | null =>
  text(value)
    ?.toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 300) || null;

function day(value: unknown): Date | null {
  const date = new Date(text(value) ?? Number.NaN);
  const year = date.getUTCFullYear();
  return year >= 1900 && year <= 2200 ? date : null;
}

const sha256 = (...parts: readonly string[]) => {
  const hash = createHash("sha256");
  // With their lengths, so that no two lists read the same.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return new Uint8Array(hash.digest());
};

function payloadOf(jws: string): Json {
  try {
    return decodeJwt(jws);
  } catch {
    throw unreadable();
  }
}

function objectOf(json: string): Json {
  try {
    const value: unknown = JSON.parse(json);
    if (isJson(value)) return value;
  } catch {
    // It is said below.
  }
  throw unreadable();
}

const idOf = (value: unknown): string | null => text(isJson(value) ? value.id : value);

/** Types may be one word or several. */
const has = (document: Json, type: string) =>
  document.type === type || (Array.isArray(document.type) && document.type.includes(type));

const BADGES = ["OpenBadgeCredential", "AchievementCredential"];

/**
 * The badge in a text: an Open Badges 3.0 credential as JSON or compact JWS, or a 2.0 assertion as JSON, JWS or the
 * address of a hosted one. Whether it is genuine is not asked here. Throws `invalid` for anything else, and for one of
 * more than 1 MB.
 */
export function credentialIn(given: string): GivenBadge {
  const document = given.trim();
  if (Buffer.byteLength(document) > LARGEST_CREDENTIAL) {
    throw new AppError("invalid", msg("collection.tooLarge"));
  }
  if (/^https?:\/\/\S+$/.test(document)) return hosted(document);
  const isJws = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(document);
  const content = isJws ? payloadOf(document) : objectOf(document);
  const encoding = isJws ? "jws" : "json";
  if (BADGES.some((type) => has(content, type))) return ofVersion3(document, content, encoding);
  if (has(content, "Assertion") && content.badge !== undefined)
    return ofVersion2(document, content, encoding);
  throw unreadable();
}

const hosted = (url: string): GivenBadge => ({
  format: "ob2",
  encoding: "url",
  document: url,
  identity: sha256("ob2", url),
  name: new URL(url).host.slice(0, 300),
  issuerName: null,
  issuedAt: null,
});

/** The same issuer and the same id is the same credential (Open Badges 3.0, credential equality). */
function ofVersion3(document: string, content: Json, encoding: "json" | "jws"): GivenBadge {
  const { credentialSubject, issuer } = content;
  const subject: unknown = Array.isArray(credentialSubject) ? credentialSubject[0] : credentialSubject;
  if (!isJson(subject) || idOf(issuer) === null) throw unreadable();
  const achievement = isJson(subject.achievement) ? subject.achievement : {};
  const id = text(content.id);
  return {
    format: "ob3",
    encoding,
    document,
    identity: id ? sha256("ob3", idOf(issuer) ?? "", id) : sha256("document", document),
    name: shown(achievement.name) ?? shown(content.name) ?? shown(id) ?? "?",
    issuerName: isJson(issuer) ? shown(issuer.name) : null,
    issuedAt: day(content.validFrom) ?? day(content.issuanceDate),
  };
}

function ofVersion2(document: string, content: Json, encoding: "json" | "jws"): GivenBadge {
  const id = text(content.id);
  const badge = isJson(content.badge) ? content.badge : {};
  const issuer = isJson(badge.issuer) ? badge.issuer : {};
  return {
    format: "ob2",
    encoding,
    document,
    identity: id ? sha256("ob2", id) : sha256("document", document),
    name: shown(badge.name) ?? shown(id) ?? "?",
    issuerName: shown(issuer.name),
    issuedAt: day(content.issuedOn),
  };
}
