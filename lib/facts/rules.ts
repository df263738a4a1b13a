export const REFERRAL_STATUSES = ["pending", "completed", "declined"] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

export const REGISTRATION_STATUSES = ["registered", "completed", "withdrawn", "failed"] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** Characters of a text, or the largest value of a number: the CHECK constraints of the tables. */
export const LIMITS = {
  kind: 100,
  minutes: 100_000,
  participants: 1_000_000,
  externalId: 200,
  code: 100,
  title: 200,
  grade: 50,
  reason: 2000,
} as const;

/** Stands for a person's reason where the undoing of an import voided or revoked what the import had made. */
export const UNDONE_REASON = "import.undone";
