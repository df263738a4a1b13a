import type { ErrorCode } from "@/lib/errors";

/** What each outcome is over HTTP, for who came with a key of their own and so knows that they exist. */
export const STATUS = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** The same behind a page of an organisation: forbidden, foreign and unknown look alike. */
export const PAGE_STATUS = { ...STATUS, forbidden: STATUS.not_found } as const satisfies Record<
  ErrorCode,
  number
>;
