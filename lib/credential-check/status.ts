import { gunzipSync } from "node:zlib";
import { BitstringStatusList } from "@digitalbazaar/vc-bitstring-status-list";
import { checkDates } from "@/lib/credential-check/dates";
import { idOf, isObject, type Json, many, parsed, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed, type Verdict } from "@/lib/credential-check/rules";
import { checkSigned, Signed } from "@/lib/credential-check/signed";
import type { Reader } from "@/lib/credential-check/sources";

const NAME = "not_revoked";
const LIST_ENTRIES = ["BitstringStatusListEntry", "StatusList2021Entry"];
const MOST_ENTRIES = 5;
/** A list of 32 million entries; a few bytes of gzip can be gigabytes. */
const MOST_LIST_BYTES = 4 * 1024 * 1024;
/** Older lists have no prefix (StatusList2021); `u` is multibase's for the same letters. */
const withoutPrefix = (encoded: string) => (encoded.startsWith("H4s") ? encoded : encoded.slice(1));

/** Whether the issuer has taken a 3.0 credential back, by each status it has. */
export async function checkStatus(credential: Json, issuer: string, reader: Reader): Promise<Check> {
  const entries = many(credential.credentialStatus).filter(isObject);
  if (entries.length === 0) return notChecked(NAME, "no_status");
  // Not the first few alone: the same one, written often, would hide the one behind it.
  if (entries.length > MOST_ENTRIES) return notChecked(NAME, "status_unreadable", { address: "" });
  const checks: Check[] = [];
  for (const entry of entries) checks.push(await checkEntry(credential, entry, issuer, reader));
  return (
    checks.find(({ verdict }) => verdict === "fail") ??
    checks.find(({ verdict }) => verdict === "not_checked") ??
    passed(NAME, "not_on_list")
  );
}

async function checkEntry(credential: Json, entry: Json, issuer: string, reader: Reader): Promise<Check> {
  const types = many(entry.type).map(String);
  if (types.some((type) => LIST_ENTRIES.includes(type))) return onBits(entry, issuer, reader);
  if (types.includes("1EdTechRevocationList")) return onNames(credential, entry, issuer, reader);
  return notChecked(NAME, "status_unknown", { type: (types[0] ?? "").slice(0, 100) });
}

async function onBits(entry: Json, issuer: string, reader: Reader): Promise<Check> {
  const purpose = textOrNull(entry.statusPurpose) ?? "revocation";
  if (purpose !== "revocation" && purpose !== "suspension") return passed(NAME, "not_on_list");
  const address = textOrNull(entry.statusListCredential) ?? "";
  const list = await signedAt(address, reader);
  const trust = list ? await trustIn(list, issuer, reader) : "not_checked";
  if (trust === "fail") return failed(NAME, "status_forged", { address });
  const bit = list && trust === "pass" ? bitOf(list.credential.credentialSubject, purpose, entry) : null;
  if (bit === null) return notChecked(NAME, "status_unreadable", { address });
  return bit ? failed(NAME, purpose === "suspension" ? "suspended" : "revoked") : passed(NAME, "not_on_list");
}

/** The bit of the entry; null: there is none. */
function bitOf(subject: unknown, purpose: string, entry: Json): boolean | null {
  const { statusListIndex: given } = entry;
  const index = typeof given === "number" ? String(given) : (textOrNull(given) ?? "");
  if (!isObject(subject) || !many(subject.statusPurpose).includes(purpose)) return null;
  if (!/^\d{1,9}$/.test(index)) return null;
  try {
    const packed = Buffer.from(withoutPrefix(textOrNull(subject.encodedList) ?? ""), "base64url");
    const buffer = new Uint8Array(gunzipSync(packed, { maxOutputLength: MOST_LIST_BYTES }));
    const list = new BitstringStatusList({ buffer });
    return Number(index) < list.length ? list.getStatus(Number(index)) : null;
  } catch {
    return null;
  }
}

/** A credential as JSON or as JWT at an address. */
async function signedAt(address: string, reader: Reader): Promise<Signed | null> {
  const answer = /^https?:\/\//.test(address) ? await reader.read(address) : null;
  if (answer?.status !== 200) return null;
  return signedIn(Buffer.from(answer.bytes).toString("utf8").trim());
}

function signedIn(text: string): Signed | null {
  if (!text.startsWith("{")) return Signed.fromJwt(text);
  const found = parsed(text);
  return "document" in found ? new Signed(found.document, null) : null;
}

/** A list that somebody else signed, or nobody, or that is too old, tells nothing. */
async function trustIn(list: Signed, issuer: string, reader: Reader): Promise<Verdict> {
  const { credential } = list;
  if (idOf(credential.issuer) !== issuer) return "fail";
  const checks = await checkSigned(list, issuer, reader);
  const dates = checkDates(credential.validFrom, credential.validUntil, reader.now);
  const verdicts = [...checks, dates].map(({ verdict }) => verdict);
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("not_checked") ? "not_checked" : "pass";
}

/** 1EdTech's list of ids (Open Badges 3.0, 1EdTech Credential Status Revocation List). */
async function onNames(credential: Json, entry: Json, issuer: string, reader: Reader): Promise<Check> {
  const address = textOrNull(entry.id) ?? "";
  const list = /^https?:\/\//.test(address) ? await reader.document(address) : null;
  if (!list || (list.issuer !== undefined && idOf(list.issuer) !== issuer))
    return notChecked(NAME, "status_unreadable", { address });
  const found = many(list.revokedCredential ?? list.revokedCredentials).find(
    (one) => idOf(one) !== null && idOf(one) === credential.id,
  );
  return found === undefined ? passed(NAME, "not_on_list") : revokedBecause(found);
}

/** An issuer may say why. */
export function revokedBecause(entry: unknown): Check {
  const reason = isObject(entry) ? textOrNull(entry.revocationReason) : null;
  return reason ? failed(NAME, "revoked_because", { reason: reason.slice(0, 300) }) : failed(NAME, "revoked");
}
