import type { Category } from "@/lib/achievements/definition-keys";
import { siteAddress } from "@/lib/auth/password-link";
import { addresses } from "@/lib/open-badges/addresses";
import { CREDENTIALS_V2, OPEN_BADGES_V2, OPEN_BADGES_V3 } from "@/lib/open-badges/contexts";
import type { BadgeDefinition } from "@/lib/open-badges/definition";
import { given } from "@/lib/open-badges/issuer-documents";

export type Related = Readonly<{ id: string; language: string; version: string | null }>;

/** What can be earned, ready to be written: a version of an achievement, or a type of certificate. */
export type AchievementFacts = Readonly<{
  /** Of the version or of the type. */
  id: string;
  kind: "Badge" | "Certificate";
  slug: string;
  name: string;
  description: string;
  /** Markdown. */
  narrative: string;
  language: string;
  /** Of the newest version of each related one. */
  related: readonly Related[];
  /** What its picture is drawn from. */
  look: Readonly<{ icon: string | null; category: Category }>;
  /** An organisation's own code of a type of certificate. */
  code: string | null;
  details: Pick<
    BadgeDefinition,
    | "version"
    | "imageCaption"
    | "imageAuthorUrl"
    | "issuerName"
    | "issuerUrl"
    | "issuerContact"
    | "tags"
    | "alignments"
  >;
}>;

/** A list, or nothing: an empty one says no more than none. */
const listed = <Name extends string, T>(name: Name, list: readonly T[]) =>
  (list.length > 0 ? { [name]: list } : {}) as Partial<Record<Name, readonly T[]>>;

/** What an achievement is aligned to, in both versions under the same names. */
const targetOf = ({ name, url, description, framework, code }: BadgeDefinition["alignments"][number]) => ({
  targetName: name,
  targetUrl: url,
  ...given({ targetDescription: description, targetFramework: framework, targetCode: code }),
});

/** As it stands in a credential of Open Badges 3.0. */
export function achievement(facts: AchievementFacts) {
  const { id, details, name, description, narrative, related, language } = facts;
  const image = given({ id: addresses.picture(id), type: "Image", caption: details.imageCaption });
  return {
    id: addresses.achievement(id),
    type: ["Achievement"],
    achievementType: facts.kind,
    name,
    description: description || name,
    criteria: { id: addresses.criteria(id), narrative },
    image,
    inLanguage: language,
    ...given({ version: details.version, humanCode: facts.code }),
    ...creatorOf(facts),
    ...listed("tag", details.tags),
    ...listed(
      "alignment",
      details.alignments.map((one) => ({ type: ["Alignment"], ...targetOf(one) })),
    ),
    ...listed(
      "related",
      related.map((one) => ({
        id: addresses.achievement(one.id),
        type: ["Related"],
        inLanguage: one.language,
        ...given({ version: one.version }),
      })),
    ),
  };
}

/**
 * A definition may name whom it is from; who signs is the organisation all the same. Nothing is said twice: a statement
 * that also stands elsewhere could be altered here and the proof would hold.
 */
function creatorOf({ id, details }: AchievementFacts) {
  const { issuerName, issuerUrl, issuerContact } = details;
  if (!issuerName) return {};
  const creator = { id: `${addresses.achievement(id)}#creator`, type: ["Profile"], name: issuerName };
  return { creator: { ...creator, ...given({ url: issuerUrl, email: issuerContact }) } };
}

/** The same as a document of its own, with what others signed about it: credentials stay as they were given. */
export const achievementDocument = (facts: AchievementFacts, endorsements: readonly string[] = []) => ({
  "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
  ...achievement(facts),
  ...listed("endorsementJwt", endorsements),
});

/** The same in Open Badges 2.0, with the addresses of what others said about it. */
export function badgeClass(facts: AchievementFacts, endorsements: readonly string[] = []) {
  const { id, slug, name, description, narrative, language, details, related } = facts;
  return {
    "@context": OPEN_BADGES_V2,
    type: "BadgeClass",
    id: addresses.badgeClass(id),
    name,
    description: description || name,
    image: given({
      id: addresses.picture(id),
      caption: details.imageCaption,
      author: details.imageAuthorUrl,
    }),
    criteria: { id: addresses.criteria(id), narrative },
    issuer: details.issuerName ? addresses.namedIssuer(id) : addresses.issuerV2(slug),
    "@language": language,
    ...given({ version: details.version }),
    ...listed("tags", details.tags),
    ...listed("endorsement", endorsements),
    ...listed("alignment", details.alignments.map(targetOf)),
    ...listed(
      "related",
      related.map((one) => ({
        id: addresses.badgeClass(one.id),
        "@language": one.language,
        ...given({ version: one.version }),
      })),
    ),
  };
}

/**
 * Whom a definition names as its issuer in Open Badges 2.0, where nothing is signed and the address is what counts (seed
 * 003 issuername, issuerurl, issuercontact); null where that is the organisation itself.
 */
export function namedIssuer({ id, details: { issuerName, issuerUrl, issuerContact } }: AchievementFacts) {
  if (!issuerName) return null;
  return {
    "@context": OPEN_BADGES_V2,
    type: "Issuer",
    id: addresses.namedIssuer(id),
    name: issuerName,
    url: issuerUrl ?? siteAddress(),
    ...given({ email: issuerContact }),
  };
}
