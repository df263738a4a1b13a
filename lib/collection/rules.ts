/** The largest credential that is kept, in bytes of its text. */
export const LARGEST_CREDENTIAL = 1_048_576;

/** The largest file of a badge, in bytes: a picture may be larger than what is baked into it. */
export const LARGEST_FILE = 5 * 1024 * 1024;

/** How long a verdict holds until the badge is looked at again, in days; one that could not be decided is tried sooner. */
export const CHECKED_EVERY = { decided: 7, undecided: 1 } as const;

export const OUTCOMES = ["unchecked", "valid", "invalid", "undecided"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether the badge was issued to the e-mail address that the organisation has of the person who keeps it. */
export type Holder = "self" | "other" | "unknown";

export type BadgeState = "valid" | "expired" | "not_yet" | "revoked" | "suspended" | "unknown";

/** What a badge from elsewhere is worth, in one word: `nameless` is signed by a key that no issuer is known to have. */
export type Standing = Outcome | "nameless" | "expired" | "revoked" | "not_yet";

type Judged = Readonly<{ outcome: Outcome; state: BadgeState; isNameless: boolean }>;

export function standingOf({ outcome, state, isNameless }: Judged): Standing {
  if (outcome === "invalid" && (state === "expired" || state === "revoked" || state === "not_yet"))
    return state;
  return outcome === "valid" && isNameless ? "nameless" : outcome;
}
