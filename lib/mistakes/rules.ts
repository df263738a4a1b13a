/** What somebody can say is wrong: something that is theirs, or that something is missing. */
export const MISTAKE_SUBJECTS = ["badge", "certificate", "activity", "missing"] as const;
export type MistakeSubject = (typeof MISTAKE_SUBJECTS)[number];

export const MISTAKE_OUTCOMES = ["resolved", "dismissed"] as const;
export type MistakeOutcome = (typeof MISTAKE_OUTCOMES)[number];
export type MistakeStatus = "open" | MistakeOutcome;

/** So many of one person may wait for an answer at a time. */
export const MOST_OPEN = 10;
