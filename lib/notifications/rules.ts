/**
 * What people are told of. A new kind is a value here and of `notification_kind`, and its sentences in the catalogue
 * `notifications`: `kinds.<kind>.title` and `.body`.
 */
const NOTIFICATION_KINDS = [
  "certificate_issued",
  "certificate_renewed",
  "certificate_expiring",
  "certificate_expired",
  "certificate_revoked",
] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What a kind's sentences are filled with. A value whose name ends with `At` is an ISO moment, read as a day. */
export type NotificationValues = Readonly<Record<string, string | number>>;
