import { checkDates } from "@/lib/credential-check/dates";
import { addressCheck, compared, type Hosted, hostedAt } from "@/lib/credential-check/hosted";
import { checkJws, payloadOf } from "@/lib/credential-check/jws";
import { keyBelongs, type Method } from "@/lib/credential-check/key-methods";
import { idOf, isObject, type Json, many, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import {
  assertion as assertionSchema,
  badgeClass,
  issuerProfile,
  missesAt,
} from "@/lib/credential-check/shapes";
import type { Reader } from "@/lib/credential-check/sources";
import { revokedBecause } from "@/lib/credential-check/status";

/** An assertion with what it refers to, as far as that could be read. */
export type Resolved = Readonly<{ assertion: Json; badge: Json | null; issuer: Json | null }>;
export type Judged = Readonly<{ checks: Check[]; resolved: Resolved }>;

/** An assertion whose issuer answers for it at its address; `given`: what was in the file, null for the address alone. */
export async function checkHosted(address: string, given: Json | null, reader: Reader): Promise<Judged> {
  const hosted = await hostedAt(address, reader);
  const assertion = hosted.state === "found" ? hosted.assertion : (given ?? {});
  const resolved = await resolve(assertion, reader);
  const [unaltered, agrees] = compared(given, hosted, address);
  const checks = [
    hosted.state === "found" || given
      ? checkSchema(resolved)
      : notChecked("schema", "hosted_unreadable", { address }),
    notChecked("signature", "hosted_not_signed"),
    owner(address, resolved),
    unaltered,
    assertion.id === address ? agrees : failed("hosted_copy_agrees", "hosted_differs", { address }),
    checkDates(assertion.issuedOn, assertion.expires, reader.now),
    takenBack(hosted),
  ];
  return { checks, resolved };
}

function takenBack(hosted: Hosted): Check {
  if (hosted.state === "revoked") return hosted.check;
  return hosted.state === "found"
    ? passed("not_revoked", "not_on_list")
    : notChecked("not_revoked", hosted.state === "missing" ? "hosted_missing" : "hosted_unreadable");
}

function owner(address: string, { badge, issuer }: Resolved): Check {
  if (issuer && badge) return addressCheck(address, issuer, badge);
  return notChecked("key_belongs_to_issuer", "issuer_unreadable", { issuer: idOf(badge?.issuer) ?? "" });
}

/** An assertion as a JWS, signed with a key of its issuer's profile. */
export async function checkSignedV2(jws: string, reader: Reader): Promise<Judged> {
  const assertion = payloadOf(jws) ?? {};
  const resolved = await resolve(assertion, reader);
  const issuer = idOf(resolved.issuer ?? resolved.badge?.issuer);
  const fallback = await creatorKey(resolved, reader);
  const { signature, method } = await checkJws(jws, { issuer, fallback, reader });
  const isSigned = signature.verdict === "pass";
  const checks = [
    checkSchema(resolved),
    signature,
    method && issuer
      ? await keyBelongs(method, issuer, reader)
      : notChecked("key_belongs_to_issuer", "issuer_unreadable", { issuer: issuer ?? "" }),
    isSigned ? passed("not_altered", "as_signed") : { ...signature, name: "not_altered" as const },
    notChecked("hosted_copy_agrees", "signed_not_hosted"),
    checkDates(assertion.issuedOn, assertion.expires, reader.now),
    await onRevocationList(resolved, reader),
  ];
  return { checks, resolved };
}

/** The key that the assertion, or else the issuer, names; 2.0 describes it in a document of its own. */
async function creatorKey({ assertion, issuer }: Resolved, reader: Reader): Promise<Method | null> {
  const verification = isObject(assertion.verification) ? assertion.verification : {};
  const named = verification.creator ?? many(issuer?.publicKey)[0];
  const id = idOf(named);
  if (!id) return null;
  const document = isObject(named) && named.publicKeyPem !== undefined ? named : await reader.document(id);
  return document ? { ...document, id } : null;
}

async function onRevocationList({ assertion, issuer }: Resolved, reader: Reader): Promise<Check> {
  if (!issuer) return notChecked("not_revoked", "issuer_unreadable", { issuer: "" });
  const address = idOf(issuer.revocationList);
  if (!address) return notChecked("not_revoked", "no_status");
  const list = await reader.document(address);
  if (!list) return notChecked("not_revoked", "status_unreadable", { address });
  const found = many(list.revokedAssertions).find((one) => {
    const id = idOf(one);
    const uid = isObject(one) ? one.uid : undefined;
    return (id !== null && id === assertion.id) || (uid !== undefined && uid === assertion.uid);
  });
  return found === undefined ? passed("not_revoked", "not_on_list") : revokedBecause(found);
}

function checkSchema({ assertion, badge, issuer }: Resolved): Check {
  const parts = [
    ["", assertionSchema, assertion],
    ["badge.", badgeClass, badge],
    ["badge.issuer.", issuerProfile, issuer],
  ] as const;
  for (const [prefix, schema, document] of parts) {
    const field = document ? missesAt(schema, document) : null;
    if (field !== null) return failed("schema", "misses", { field: prefix + field });
  }
  return badge && issuer
    ? passed("schema", "fits")
    : notChecked("schema", "issuer_unreadable", {
        issuer: textOrNull(idOf(badge?.issuer ?? assertion.badge)) ?? "",
      });
}

/** Class and issuer as their own addresses answer them; what is written out in the assertion is no proof of anything. */
async function resolve(assertion: Json, reader: Reader): Promise<Resolved> {
  const badge = await referred(assertion.badge, reader);
  const issuer = badge ? await referred(badge.issuer, reader) : null;
  return { assertion, badge, issuer };
}

async function referred(value: unknown, reader: Reader): Promise<Json | null> {
  const id = idOf(value);
  const found = id && /^https?:\/\//.test(id) ? await reader.document(id) : null;
  return found?.id === id ? found : null;
}
