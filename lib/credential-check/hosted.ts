import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, many, parsed, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import type { Reader } from "@/lib/credential-check/sources";
import { revokedBecause } from "@/lib/credential-check/status";

/** What an issuer answers at an assertion's own address. */
export type Hosted =
  | Readonly<{ state: "found"; assertion: Json }>
  | Readonly<{ state: "revoked"; check: Check }>
  | Readonly<{ state: "missing" | "unreadable" }>;

/** Reads the issuer's copy (Open Badges 2.0, 3.3): 410, or `revoked` in it, says that it was taken back. */
export async function hostedAt(address: string, reader: Reader): Promise<Hosted> {
  const answer = /^https?:\/\//.test(address) ? await reader.read(address) : null;
  if (!answer) return { state: "unreadable" };
  const found = parsed(Buffer.from(answer.bytes).toString("utf8"));
  const document = "document" in found ? found.document : null;
  if (answer.status === 410) return { state: "revoked", check: revokedBecause(document ?? {}) };
  if (document?.revoked === true) return { state: "revoked", check: revokedBecause(document) };
  if (answer.status === 404) return { state: "missing" };
  return answer.status === 200 && document
    ? { state: "found", assertion: document }
    : { state: "unreadable" };
}

/** Holds what was given against the issuer's copy; null was only its address. */
export function compared(given: Json | null, hosted: Hosted, address: string): readonly [Check, Check] {
  const both = (one: typeof passed, code: Check["code"], other = code) =>
    [one("not_altered", other, { address }), one("hosted_copy_agrees", code, { address })] as const;
  if (hosted.state === "revoked") return both(notChecked, "gone");
  if (hosted.state !== "found")
    return hosted.state === "missing"
      ? both(failed, "hosted_missing")
      : both(notChecked, "hosted_unreadable");
  return given === null || saysTheSame(given, hosted.assertion)
    ? both(passed, "hosted_agrees", "as_hosted")
    : both(failed, "hosted_differs", "changed");
}

/**
 * Everything the given one says, the issuer's copy must say too. Class and issuer may be written out in one and named in
 * the other; these are read from the issuer in any case.
 */
function saysTheSame(given: Json, hosted: Json): boolean {
  return Object.entries(given).every(([name, value]) => {
    const other = hosted[name];
    if (name === "@context") return true;
    if (name === "badge" && isObject(value) !== isObject(other)) return idIn(value) === idIn(other);
    return isDeepStrictEqual(value, other);
  });
}

const idIn = (value: unknown) => (isObject(value) ? value.id : value);

/**
 * Whether the address of an assertion is one that its issuer answers for (Open Badges 2.0, 3.2.2): its own origin,
 * unless its profile says another, and below which beginnings.
 */
export function addressCheck(address: string, issuer: Json, badge: Json): Check {
  const NAME = "key_belongs_to_issuer";
  const url = URL.parse(address);
  const home = URL.parse(textOrNull(issuer.id) ?? "");
  if (!url || !home) return failed(NAME, "address_foreign", { address });
  // Of the issuer alone: a class that says who may speak for it would let anybody speak for the issuer.
  const rules = isObject(issuer.verification) ? issuer.verification : {};
  const hosts = many(rules.allowedOrigins).map(String);
  const beginnings = many(rules.startsWith).map(String);
  const isAllowed = hosts.length > 0 ? hosts.includes(url.host) : url.origin === home.origin;
  const begins = beginnings.length === 0 || beginnings.some((one) => address.startsWith(one));
  const from = URL.parse(textOrNull(badge.id) ?? "");
  const isOwnClass = from === null || from.origin === home.origin || hosts.includes(from.host);
  return isAllowed && begins && isOwnClass
    ? passed(NAME, "address_of_issuer", { address: url.host })
    : failed(NAME, "address_foreign", { address: url.host });
}
