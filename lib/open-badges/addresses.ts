import { siteAddress } from "@/lib/auth/password-link";

/**
 * Where each document of Open Badges is published. These addresses are also the documents' ids: they stand in badges that
 * people have saved, and stay the same as long as `HEDER_URL` does.
 */
export const addresses = {
  issuerV2: (slug: string) => `${siteAddress()}/ob/v2/issuers/${slug}`,
  badgeClass: (versionId: string) => `${siteAddress()}/ob/v2/achievements/${versionId}`,
  /** Of a definition that names another issuer than the organisation. */
  namedIssuer: (versionId: string) => `${siteAddress()}/ob/v2/achievements/${versionId}/issuer`,
  criteria: (versionId: string) => `${siteAddress()}/ob/v2/achievements/${versionId}/criteria`,
  picture: (versionId: string) => `${siteAddress()}/ob/v2/achievements/${versionId}/image`,
  assertion: (publicHash: string) => `${siteAddress()}/ob/v2/assertions/${publicHash}`,
  profile: (slug: string) => `${siteAddress()}/ob/v3/issuers/${slug}`,
  achievement: (versionId: string) => `${siteAddress()}/ob/v3/achievements/${versionId}`,
  credential: (publicHash: string) => `${siteAddress()}/ob/v3/credentials/${publicHash}`,
  certificate: (token: string) => `${siteAddress()}/ob/v3/certificates/${token}`,
  statusList: (slug: string, number: number) => `${siteAddress()}/ob/v3/status/${slug}/${number}`,
  didDocument: (slug: string) => `${siteAddress()}/ob/issuers/${slug}/did.json`,
  endorsementV2: (id: string) => `${siteAddress()}/ob/v2/endorsements/${id}`,
  endorsement: (id: string) => `${siteAddress()}/ob/v3/endorsements/${id}`,
  badgePage: (publicHash: string) => `${siteAddress()}/badges/${publicHash}`,
} as const;

function didWeb(...path: readonly string[]): string {
  const { host, pathname } = new URL(siteAddress());
  const below = pathname.split("/").filter((part) => part !== "");
  return ["did:web", encodeURIComponent(host), ...below.map(encodeURIComponent), "ob", ...path].join(":");
}

/** The organisation's name among issuers (did:web): whoever resolves it is led to `addresses.didDocument`. */
export const issuerDid = (slug: string): string => didWeb("issuers", slug);

/** The name of whoever wrote an endorsement, kept for them by the organisation: it stands for this one statement. */
export const endorserDid = (endorsementId: string): string => didWeb("endorsers", endorsementId);

/** A key as Data Integrity proofs name it. */
export const proofMethodOf = (did: string, keyId: string): string => `${did}#key-${keyId}`;
export const proofMethod = (slug: string, keyId: string): string => proofMethodOf(issuerDid(slug), keyId);

/** The same key as the header of a JWT names it. */
export const jwtMethodOf = (did: string, keyId: string): string => `${did}#jwk-${keyId}`;
export const jwtMethod = (slug: string, keyId: string): string => jwtMethodOf(issuerDid(slug), keyId);
