import type { Verification } from "@/lib/api/verification-schema";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { numberSlip } from "@/lib/certifications/number-slip-rules";
import { verifyCertificate } from "@/lib/certifications/verify-queries";
import { counts, type Verified } from "@/lib/certifications/verify-rules";
import { AppError, msg } from "@/lib/errors";
import { Refused } from "@/lib/http/problem";

function document({ certificate, refusal }: Verified): Verification {
  const { opened, newer } = certificate;
  if (refusal === "names_spent") throw new AppError("rate_limited", msg("verify.names_spent"));
  return {
    number: certificate.number,
    valid: counts(certificate.status),
    status: certificate.status,
    type: certificate.type,
    organization: certificate.organization,
    issued_on: certificate.issuedOn,
    expires_on: certificate.expiresOn,
    revoked_on: certificate.revokedOn,
    superseded_by: newer && { status: newer, number: opened?.newerNumber ?? null },
    proof: opened?.by ?? refusal ?? "none",
    holder: opened && { name: opened.holder },
    description: opened?.description ?? null,
    checked_at: new Date().toISOString(),
  };
}

type Question = Readonly<{
  text: string;
  address: string;
  code?: string | undefined;
  name?: string | undefined;
}>;

/**
 * What a certificate is worth now, as machines read it. `text` is the number as it was given. Refused with 400 when it
 * cannot be a number, `not_found` when there is none, `rate_limited` as `verifyCertificate` is, and when no more names
 * are looked at.
 */
export async function verification({ text, ...question }: Question): Promise<Verification> {
  const number = readCertificateNumber(text);
  if (!number) {
    const { part, meant } = numberSlip(text);
    throw new Refused(
      400,
      "malformed",
      meant ? msg("verify.meant", { number: meant }) : msg(`verify.${part}`),
    );
  }
  const verified = await verifyCertificate({ number, ...question });
  if (!verified) throw new AppError("not_found", msg("verify.unknown", { number }));
  return document(verified);
}
