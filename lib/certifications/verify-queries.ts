import { countTry } from "@/lib/auth/rate-limit";
import type { CertificationStatus } from "@/lib/certifications/rules";
import { askAsPublic } from "@/lib/database/public";

/** All that a stranger may know of a certificate: nothing about the person, no reason, no ids. Days are `yyyy-mm-dd`. */
export type PublicCertificate = Readonly<{
  number: string;
  type: string;
  organization: string;
  status: CertificationStatus;
  issuedOn: string;
  /** Null: without an end. */
  expiresOn: string | null;
}>;

/**
 * The certificate with this number, as it stands at this moment (expired is computed when read), or null. Days are
 * the organisation's own. Counts one look for the address on the net; throws `rate_limited` when there were too many.
 */
export async function findPublicCertificate(
  number: string,
  address: string,
): Promise<PublicCertificate | null> {
  await countTry("verify:address", address);
  const [found] = await askAsPublic<PublicCertificate>(
    `SELECT certificate_number AS number, type_name AS type, organization_name AS organization, status,
       issued_on::text AS "issuedOn", expires_on::text AS "expiresOn"
     FROM public_certificate($1)`,
    [number],
  );
  return found ?? null;
}
