import type { CertificationStatus } from "@/lib/certifications/rules";

/** How the whole record was opened. */
export type Opener = "code" | "name";

/**
 * What was shown beside the number and did not open the record: a code or a name that is not this certificate's, or a
 * name after so many wrong ones that none is looked at any more, right or wrong.
 */
export type Refusal = "wrong_code" | "wrong_name" | "names_spent";

/** What only who has the printed certificate, or knows whose it is, may know. */
export type OpenedRecord = Readonly<{
  by: Opener;
  /** Null: the holder's personal data have been erased. */
  holder: string | null;
  description: string;
  /** The number of the certificate that stands in its place now. */
  newerNumber: string | null;
}>;

/** A certificate as anybody may see it. Days are `yyyy-mm-dd` by the organisation's calendar. */
export type PublicCertificate = Readonly<{
  number: string;
  type: string;
  organization: string;
  status: CertificationStatus;
  issuedOn: string;
  /** The last day on which it is or was valid; null: without an end. */
  expiresOn: string | null;
  revokedOn: string | null;
  /** What the certificate that took its place is worth now, the last one where that was replaced too; null: there is none. */
  newer: CertificationStatus | null;
  opened: OpenedRecord | null;
}>;

export type Verified = Readonly<{ certificate: PublicCertificate; refusal: Refusal | null }>;

/** Whether somebody may rely on it. */
export const counts = (status: CertificationStatus): boolean =>
  status === "active" || status === "expiring_soon";

/** The longest name that is compared. */
export const LONGEST_NAME = 200;

/** The code as it is kept, or null when it is none: what somebody typed may have spaces and capital letters. */
export function readCode(text: string): string | null {
  const plain = text.slice(0, 100).replaceAll(/[\s-]/g, "").toLowerCase();
  return /^[0-9a-f]{32}$/.test(plain) ? plain : null;
}
