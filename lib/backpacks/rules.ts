/** Seconds after the first, the second … failed attempt: eight of them in about two days. */
const PAUSES = [60, 600, 1_800, 7_200, 21_600, 43_200, 86_400] as const;

/** Seconds until a push that has failed so often is tried again; null when it has been tried often enough. */
export const pauseAfter = (attempts: number): number | null => PAUSES[attempts - 1] ?? null;

/** Why a push did not arrive, or a backpack cannot be used. */
export const BACKPACK_PROBLEMS = [
  /** It cannot be reached. */
  "unreachable",
  /** What it says of itself is not what we can use. */
  "unusable",
  /** It does not accept us any more: the person has to connect anew. */
  "refused",
  /** It does not take this badge. */
  "rejected",
  /** It is busy, or failed itself. */
  "busy",
  /** Our own secret cannot be read, because HEDER_SECRET is another one now. */
  "secret",
  /** There is nothing to send: the award was revoked or has ended. */
  "nothing",
] as const;
export type BackpackProblem = (typeof BACKPACK_PROBLEMS)[number];

/** Those that may be over in a while. */
export const passes = (problem: BackpackProblem): boolean => problem === "unreachable" || problem === "busy";
