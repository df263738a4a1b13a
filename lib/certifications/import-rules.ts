import type { ImportedCertification } from "@/lib/certifications/import-schema";
import { type CertificationStatus, numberParts } from "@/lib/certifications/rules";
import { type Message, msg } from "@/lib/errors";

export type Problem = Readonly<{ field: string; reason: Message }>;

type Known = Readonly<{ prefix: string; yearOf: (instant: Date) => number; now: Date }>;

/** What is wrong with a row by itself, by column of the file; null when nothing is. */
export function rowProblem(row: ImportedCertification, { prefix, yearOf, now }: Known): Problem | null {
  return numberProblem(row, prefix, yearOf) ?? datesProblem(row, now) ?? revocationProblem(row);
}

const problem = (field: string, key: string, values?: Record<string, string | number>): Problem => ({
  field,
  reason: msg(`certifications.${key}`, values),
});

function numberProblem(row: ImportedCertification, prefix: string, yearOf: (instant: Date) => number) {
  const parts = numberParts(row.certificateNumber);
  if (!parts) return problem("certificate_number", "numberFormat");
  if (parts.prefix !== prefix) return problem("certificate_number", "numberPrefix", { prefix });
  const year = yearOf(row.issuedAt);
  return parts.year === year ? null : problem("certificate_number", "numberYear", { year: String(year) });
}

function datesProblem({ issuedAt, expiresAt, status }: ImportedCertification, now: Date) {
  if (issuedAt > now) return problem("issued_at", "inTheFuture");
  if (expiresAt && expiresAt <= issuedAt) return problem("expires_at", "expiresBeforeIssue");
  const ends = status === "expired" || status === "expiring_soon";
  return ends && !expiresAt ? problem("expires_at", "expiryNeeded") : null;
}

function revocationProblem({ status, revokedAt, revocationReason }: ImportedCertification) {
  if (status !== "revoked") {
    return revokedAt || revocationReason ? problem("status", "revocationWithoutStatus") : null;
  }
  if (!revokedAt) return problem("revoked_at", "revokedAtNeeded");
  return revocationReason ? null : problem("revocation_reason", "reasonNeeded");
}

/** An old system's "active" is long over: history is taken over as it stands now. */
export function statusNow({ status, expiresAt }: ImportedCertification, now: Date): CertificationStatus {
  const isValid = status === "active" || status === "expiring_soon";
  return isValid && expiresAt && expiresAt <= now ? "expired" : status;
}
