import { createHash, timingSafeEqual } from "node:crypto";
import { isObject, type Json, many, textOrNull } from "@/lib/credential-check/parsed";

/** MD5 was allowed in the first versions; it hides an address badly, but says as well whose it is. */
const HASHES = ["sha256", "md5"];

type Identity = Readonly<{ identity: string; salt: string; isHashed: boolean }>;

/** Whose badge an e-mail address says it is: `cannot_tell` where the badge was issued to something else. */
export function belongsTo(email: string, identities: readonly Identity[]): "yes" | "no" | "cannot_tell" {
  if (identities.length === 0) return "cannot_tell";
  const typed = email.trim();
  const spellings = new Set([typed, typed.toLowerCase()]);
  const isSame = identities.some((one) => [...spellings].some((spelling) => fits(spelling, one)));
  return isSame ? "yes" : "no";
}

function fits(email: string, { identity, salt, isHashed }: Identity): boolean {
  if (!isHashed) return identity.toLowerCase() === email.toLowerCase();
  const [algorithm = "", expected = ""] = identity.split("$");
  if (!HASHES.includes(algorithm)) return false;
  const made = createHash(algorithm)
    .update(email + salt)
    .digest();
  const given = Buffer.from(expected, "hex");
  return made.length === given.length && timingSafeEqual(made, given);
}

const isHash = (text: string) => /^(?:sha256|md5)\$[0-9a-f]+$/i.test(text);

/** The address a 2.0 assertion was issued to. */
export function identitiesOfAssertion(assertion: Json): Identity[] {
  const { recipient } = assertion;
  if (!isObject(recipient) || recipient.type !== "email") return [];
  const identity = textOrNull(recipient.identity);
  if (identity === null) return [];
  return [
    {
      identity,
      salt: textOrNull(recipient.salt) ?? "",
      isHashed: recipient.hashed === true || isHash(identity),
    },
  ];
}

/** The addresses a 3.0 credential was issued to. */
export function identitiesOfSubject(subject: Json): Identity[] {
  const identifiers = many(subject.identifier).flatMap((one): Identity[] => {
    if (!isObject(one) || one.identityType !== "emailAddress") return [];
    const identity = textOrNull(one.identityHash);
    return identity === null
      ? []
      : [{ identity, salt: textOrNull(one.salt) ?? "", isHashed: one.hashed === true || isHash(identity) }];
  });
  const id = textOrNull(subject.id);
  const mail = id?.startsWith("mailto:") ? [{ identity: id.slice(7), salt: "", isHashed: false }] : [];
  return [...identifiers, ...mail];
}
