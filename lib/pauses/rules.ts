export type PauseStatus = "waiting" | "approved" | "declined" | "withdrawn";

/** Days a pause may last, and days from today its first or last may lie: streak_pauses_a_year_at_most. */
export const MOST_DAYS = 366;

/** So many pauses of one person may wait for an answer at a time. */
export const MOST_WAITING = 5;
