import { addresses, endorserDid, issuerDid } from "@/lib/open-badges/addresses";
import { CREDENTIALS_V2, OPEN_BADGES_V2, OPEN_BADGES_V3 } from "@/lib/open-badges/contexts";
import { given } from "@/lib/open-badges/issuer-documents";
import type { Credential } from "@/lib/open-badges/sign";

/** What somebody outside said of a version of an achievement, or of the organisation that issues (null). */
export type EndorsementFacts = Readonly<{
  id: string;
  slug: string;
  versionId: string | null;
  name: string;
  url: string | null;
  comment: string;
  givenAt: Date;
}>;

const seconds = (time: Date) => `${time.toISOString().slice(0, 19)}Z`;

/**
 * An Endorsement of Open Badges 2.0. Hosted, as assertions are: what stands at this address is what counts. Its issuer
 * is the endorser, who has no address of their own here and so is described in the same document.
 */
export function endorsement({ id, slug, versionId, name, url, comment, givenAt }: EndorsementFacts) {
  const address = addresses.endorsementV2(id);
  return {
    "@context": OPEN_BADGES_V2,
    type: "Endorsement",
    id: address,
    claim: {
      id: versionId ? addresses.badgeClass(versionId) : addresses.issuerV2(slug),
      endorsementComment: comment,
    },
    issuedOn: seconds(givenAt),
    issuer: { id: `${address}#endorser`, type: "Profile", name, ...given({ url }) },
    verification: { type: "hosted" },
  };
}

/**
 * An EndorsementCredential of Open Badges 3.0, not signed yet (docs/decisions/0026). Its issuer is the endorser by a name
 * that the organisation keeps for them; `words` say who wrote it and who signs.
 */
export function endorsementCredential(
  { id, slug, versionId, name, url, comment, givenAt }: EndorsementFacts,
  words: Readonly<{ name: string; description: string }>,
): Credential {
  return {
    "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
    id: addresses.endorsement(id),
    type: ["VerifiableCredential", "EndorsementCredential"],
    ...words,
    issuer: { id: endorserDid(id), type: ["Profile"], name, ...given({ url }) } as { id: string },
    validFrom: seconds(givenAt),
    credentialSubject: {
      id: versionId ? addresses.achievement(versionId) : issuerDid(slug),
      type: ["EndorsementSubject"],
      endorsementComment: comment,
    },
  };
}
