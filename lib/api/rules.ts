/** Facts in one request. */
export const MAX_ITEMS = 1000;

/** Rows of one page, and as many as are given to whoever does not say. */
export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;

export const MAX_SOURCE = 100;

/** Under which address of the API each kind of fact is received. */
export const RECEIVED = ["activities", "referrals", "course-registrations"] as const;
export type Received = (typeof RECEIVED)[number];
