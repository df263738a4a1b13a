import { idOf, isObject, type Json, many, textOrNull } from "@/lib/credential-check/parsed";
import { belongsTo, identitiesOfAssertion, identitiesOfSubject } from "@/lib/credential-check/recipient";
import type { BadgeSummary, Check } from "@/lib/credential-check/rules";

const STATES = {
  expired: "expired",
  not_yet: "not_yet",
  revoked: "revoked",
  revoked_because: "revoked",
  gone: "revoked",
  suspended: "suspended",
} as const satisfies Partial<Record<Check["code"], BadgeSummary["state"]>>;

/** What the checks say of a badge's life; being taken back weighs more than having ended. */
export function stateOf(checks: readonly Check[]): BadgeSummary["state"] {
  const said = (name: Check["name"]) => checks.find((one) => one.name === name);
  for (const check of [said("not_revoked"), said("not_expired")]) {
    const state = check?.verdict === "fail" ? STATES[check.code as keyof typeof STATES] : undefined;
    if (state) return state;
  }
  return said("not_expired")?.verdict === "pass" && said("not_revoked")?.verdict !== "fail"
    ? "valid"
    : "unknown";
}

const short = (value: unknown, most = 300): string | null => {
  const text = textOrNull(value);
  return text === null ? null : text.slice(0, most);
};

const issuerOf = (issuer: unknown): BadgeSummary["issuer"] => {
  const profile = isObject(issuer) ? issuer : {};
  return { id: short(idOf(issuer)), name: short(profile.name), url: short(profile.url) };
};

/** Criteria are a text, an address, or an object with one of the two. */
function criteriaOf(criteria: unknown): string | null {
  if (!isObject(criteria)) return short(criteria, 600);
  return short(criteria.narrative, 600) ?? short(criteria.id);
}

const belonging = (email: string | undefined, identities: Parameters<typeof belongsTo>[1]) =>
  email === undefined ? null : belongsTo(email, identities);

type Asked = Readonly<{ email?: string | undefined; checks: readonly Check[] }>;

/** What a 3.0 credential says of itself. */
export function credentialSummary(credential: Json, { email, checks }: Asked): BadgeSummary {
  const subject = many(credential.credentialSubject).find(isObject) ?? {};
  const achievement = many(subject.achievement).find(isObject) ?? {};
  const named = many(subject.identifier)
    .filter(isObject)
    .find((one) => one.identityType === "name" && one.hashed !== true);
  return {
    id: short(credential.id),
    name: short(achievement.name) ?? short(credential.name),
    description: short(achievement.description, 600) ?? short(credential.description, 600),
    achievementType: short(achievement.achievementType),
    criteria: criteriaOf(achievement.criteria),
    issuer: issuerOf(credential.issuer),
    holder: {
      name: short(subject.name) ?? short(named?.identityHash),
      belongs: belonging(email, identitiesOfSubject(subject)),
    },
    issuedOn: short(credential.validFrom ?? credential.issuanceDate),
    expiresOn: short(credential.validUntil ?? credential.expirationDate),
    state: stateOf(checks),
  };
}

/** What a 2.0 assertion says, with its class and issuer where these could be read. */
export function assertionSummary(
  { assertion, badge, issuer }: Readonly<{ assertion: Json; badge: Json | null; issuer: Json | null }>,
  { email, checks }: Asked,
): BadgeSummary {
  return {
    id: short(assertion.id),
    name: short(badge?.name),
    description: short(badge?.description, 600),
    achievementType: null,
    criteria: criteriaOf(badge?.criteria),
    issuer: issuerOf(issuer ?? badge?.issuer),
    holder: {
      name: short(
        assertion["extensions:recipientProfile"] && nameIn(assertion["extensions:recipientProfile"]),
      ),
      belongs: belonging(email, identitiesOfAssertion(assertion)),
    },
    issuedOn: short(assertion.issuedOn),
    expiresOn: short(assertion.expires),
    state: stateOf(checks),
  };
}

const nameIn = (value: unknown) => (isObject(value) ? value.name : undefined);
