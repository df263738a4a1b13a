export const certificationStatuses = ["active", "expiring_soon", "expired", "revoked", "superseded"] as const;
export type CertificationStatus = (typeof certificationStatuses)[number];

export const certificationSources = ["course_completion", "manual", "import"] as const;
export type CertificationSource = (typeof certificationSources)[number];

/**
 * Which state may follow which (seed 004 valid_status_transition, revoked_cert_cannot_be_reactivated). The database's
 * trigger has the same table and is the keeper of it; a test compares the two pair by pair.
 */
export const transitions = {
  active: ["expiring_soon", "expired", "revoked", "superseded"],
  expiring_soon: ["active", "expired", "revoked", "superseded"],
  expired: ["revoked"],
  revoked: [],
  superseded: [],
} as const satisfies Record<CertificationStatus, readonly CertificationStatus[]>;

export const canBecome = (from: CertificationStatus, to: CertificationStatus): boolean =>
  (transitions[from] as readonly CertificationStatus[]).includes(to);

/** A person holds one of these of a type at most; only their dates are corrected, and only they are ever warned about. */
export const isValid = (status: CertificationStatus): boolean =>
  status === "active" || status === "expiring_soon";

const DAY_MS = 86_400_000;

type Dates = Readonly<{ status: CertificationStatus; expiresAt: Date | null }>;

/**
 * What a certificate is worth now, whether or not the hourly job has written it down (seed 004
 * auto_expire_past_expiry_date, at read time). The warning window is `warningDays` times 24 hours before the expiry.
 */
export function standing({ status, expiresAt }: Dates, now: Date, warningDays: number): CertificationStatus {
  if (status !== "active" && status !== "expiring_soon") return status;
  if (expiresAt === null) return "active";
  if (expiresAt <= now) return "expired";
  return expiresAt.getTime() - now.getTime() <= warningDays * DAY_MS ? "expiring_soon" : "active";
}

/** `NHF-2026-00312`: at least five digits (seed 004 certificate_number_format). */
export const certificateNumber = (prefix: string, year: number, sequence: number): string =>
  `${prefix}-${String(year).padStart(4, "0")}-${String(sequence).padStart(5, "0")}`;

export type NumberParts = Readonly<{ prefix: string; year: number; sequence: number }>;

/** The parts of a number, or null when it is not one. A sequence beyond what the counter holds is not one either. */
export function numberParts(number: string): NumberParts | null {
  const [, prefix, year, sequence] = /^([A-Z][A-Z0-9]{1,9})-(\d{4})-(\d{5,10})$/.exec(number) ?? [];
  if (!prefix || !year || !sequence || Number(sequence) > 2_000_000_000) return null;
  return { prefix, year: Number(year), sequence: Number(sequence) };
}

/** Access scopes as they are written in one field: with commas, semicolons, spaces or line breaks between. */
export const scopesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((scope) => scope !== "");
