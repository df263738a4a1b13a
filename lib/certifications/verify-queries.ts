import { countLook, countTry, type Limit, takeBackTry } from "@/lib/auth/rate-limit";
import {
  LONGEST_NAME,
  type Opener,
  type PublicCertificate,
  type Refusal,
  readCode,
  type Verified,
} from "@/lib/certifications/verify-rules";
import { askAsPublic } from "@/lib/database/public";
import { AppError } from "@/lib/errors";
import { isStorable } from "@/lib/validation";

type Row = Omit<PublicCertificate, "opened"> &
  Readonly<{
    by: Opener | null;
    holder: string | null;
    description: string | null;
    newerNumber: string | null;
  }>;

async function read(
  number: string,
  code: string | null,
  name: string | null,
): Promise<PublicCertificate | null> {
  const [row] = await askAsPublic<Row>(
    `SELECT certificate_number AS number, type_name AS type, organization_name AS organization, status,
       issued_on::text AS "issuedOn", expires_on::text AS "expiresOn", revoked_on::text AS "revokedOn",
       newer_status AS newer, opened_by AS by, holder_name AS holder, type_description AS description,
       newer_number AS "newerNumber"
     FROM public_certificate($1, $2, $3)`,
    [number, code, name],
    "public_certificate",
  );
  if (!row) return null;
  const { by, holder, description, newerNumber, ...certificate } = row;
  return {
    ...certificate,
    opened: by && { by, holder, description: description ?? "", newerNumber },
  };
}

type Question = Readonly<{
  /** In the form of `readCertificateNumber`. */
  number: string;
  /** Where the question comes from on the net. */
  address: string;
  /** What the QR holds beside the number, as it was given. */
  code?: string | undefined;
  /** The holder's name, as it was given. Looked at only without a code. */
  name?: string | undefined;
}>;

/**
 * The certificate with this number as it stands at this moment, or null. A number alone shows what tells nothing about
 * the person; the code of the printed certificate, or the holder's name in any order, case and spelling of marks, opens
 * the whole record. A wrong code or name answers what the number alone does, and never how wrong it was.
 *
 * Counts a look for the address on the net, a wrong code for it too, and wrong names for it and for the number. Throws
 * `rate_limited` when there were too many looks or wrong codes.
 */
export async function verifyCertificate({ number, address, code, name }: Question): Promise<Verified | null> {
  await countLook(address);
  if (code !== undefined) return withCode(number, code, address);
  const named = name?.trim().slice(0, LONGEST_NAME) ?? "";
  if (named !== "") return withName(number, named, address);
  return answer(await read(number, null, null), null);
}

const answer = (certificate: PublicCertificate | null, refusal: Refusal | null): Verified | null =>
  certificate && { certificate, refusal: certificate.opened ? null : refusal };

async function withCode(number: string, code: string, address: string): Promise<Verified | null> {
  const certificate = await read(number, readCode(code), null);
  // A right code costs nothing, so that a desk can check a whole class; nobody guesses 122 bits.
  if (!certificate?.opened) await countTry("verify:code", address);
  return answer(certificate, "wrong_code");
}

async function withName(number: string, name: string, address: string): Promise<Verified | null> {
  const tries = [
    ["verify:name:address", address],
    ["verify:name:number", number],
  ] as const;
  if (!(await countNames(tries))) return answer(await read(number, null, null), "names_spent");
  const certificate = await read(number, null, isStorable(name) ? name : null);
  if (certificate?.opened) await Promise.all(tries.map(([limit, who]) => takeBackTry(limit, who)));
  return answer(certificate, "wrong_name");
}

/** Counts before anything is compared, so that names tried at the same time all count. False when there were too many. */
async function countNames(tries: readonly (readonly [Limit, string])[]): Promise<boolean> {
  try {
    for (const [limit, who] of tries) await countTry(limit, who);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return false;
    throw error;
  }
}
