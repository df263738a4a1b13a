import type { CertificationStatus } from "@/lib/certifications/rules";

/** What a renewal depends on. */
export type Renewable = Readonly<{
  userId: string;
  /** As it stands now. */
  standing: CertificationStatus;
  /** Null: valid for life. */
  expiresAt: Date | null;
  isRenewed: boolean;
  /** Of the type, as it is today. */
  validityMonths: number | null;
  isTypeActive: boolean;
}>;

export const renewalObstacles = ["revoked", "renewed", "lifetime", "typeInactive", "own"] as const;
export type RenewalObstacle = (typeof renewalObstacles)[number];

/**
 * Why a certificate cannot be renewed by this person, or null: it was revoked; it has been renewed already; it never
 * ends, so there is nothing to renew; its type is out of use; it is their own.
 */
export function renewalObstacle(certification: Renewable, actor: string | null): RenewalObstacle | null {
  const { standing, isRenewed, expiresAt, validityMonths, isTypeActive, userId } = certification;
  if (standing === "revoked") return "revoked";
  if (standing === "superseded" || isRenewed) return "renewed";
  if (expiresAt === null || validityMonths === null) return "lifetime";
  if (!isTypeActive) return "typeInactive";
  return userId === actor ? "own" : null;
}
