/** The largest credential that is kept, in bytes of its text. */
export const LARGEST_CREDENTIAL = 1_048_576;

/** How long a verdict holds until the badge is looked at again, in days; one that could not be decided is tried sooner. */
export const CHECKED_EVERY = { decided: 7, undecided: 1 } as const;

export const OUTCOMES = ["unchecked", "valid", "invalid", "undecided"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether the badge was issued to the e-mail address that the organisation has of the person who keeps it. */
export type Holder = "self" | "other" | "unknown";

export type BadgeState = "valid" | "expired" | "not_yet" | "revoked" | "suspended" | "unknown";
