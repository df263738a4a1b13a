import { type AchievementFacts, achievement } from "@/lib/open-badges/achievement-documents";
import { addresses } from "@/lib/open-badges/addresses";
import { CREDENTIALS_V2, OPEN_BADGES_V2, OPEN_BADGES_V3 } from "@/lib/open-badges/contexts";
import { type Holder, identityObject, recipient } from "@/lib/open-badges/identity";
import { given, profile } from "@/lib/open-badges/issuer-documents";
import type { IssuerFacts } from "@/lib/open-badges/issuer-facts";
import type { Credential } from "@/lib/open-badges/sign";

/** An award or a certificate, ready to be written as a credential. */
export type CredentialFacts = Readonly<{
  /** Of the credential's row: names the holder within this credential and nowhere else. */
  id: string;
  /** What the document is found by: an award's public hash, a certificate's code. */
  key: string;
  issuer: IssuerFacts;
  achievement: AchievementFacts;
  holder: Holder;
  awardedAt: Date;
  /** Null: for life. */
  expiresAt: Date | null;
  evidenceUrl: string | null;
  /** Markdown. */
  evidenceNarrative: string | null;
  /** Of a certificate. */
  number: string | null;
  place: Readonly<{ list: number; index: number }>;
}>;

/** Whole seconds, as JWTs count them: the same moment in both forms. */
const moment = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;

const evidenceOf = ({ evidenceUrl, evidenceNarrative }: CredentialFacts, type: string | string[]) =>
  evidenceUrl || evidenceNarrative
    ? { evidence: [{ type, ...given({ id: evidenceUrl, narrative: evidenceNarrative }) }] }
    : {};

/** An Open Badges 3.0 credential that is not signed yet. */
export function openBadgeCredential(facts: CredentialFacts): Credential {
  const { issuer, holder, place, key } = facts;
  const list = addresses.statusList(issuer.slug, place.list);
  const isCertificate = facts.achievement.kind === "Certificate";
  return {
    "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
    id: isCertificate ? addresses.certificate(key) : addresses.credential(key),
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: facts.achievement.name,
    issuer: profile(issuer),
    validFrom: moment(facts.awardedAt),
    ...(facts.expiresAt ? { validUntil: moment(facts.expiresAt) } : {}),
    credentialSubject: {
      id: `urn:uuid:${facts.id}`,
      type: ["AchievementSubject"],
      identifier: [identityObject(holder)],
      ...given({ licenseNumber: facts.number }),
      achievement: achievement(facts.achievement),
    },
    ...evidenceOf(facts, ["Evidence"]),
    credentialStatus: {
      id: `${list}#${place.index}`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(place.index),
      statusListCredential: list,
    },
  };
}

/** An Open Badges 2.0 assertion, which is true as long as it is found at its address. */
export const assertion = (facts: CredentialFacts) => ({
  "@context": OPEN_BADGES_V2,
  type: "Assertion",
  id: addresses.assertion(facts.key),
  badge: addresses.badgeClass(facts.achievement.id),
  recipient: recipient(facts.holder),
  issuedOn: moment(facts.awardedAt),
  ...(facts.expiresAt ? { expires: moment(facts.expiresAt) } : {}),
  verification: { type: "hosted" },
  ...evidenceOf(facts, "Evidence"),
});
