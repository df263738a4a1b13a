/** What other systems can be told of, as it stands in `type` of each message. */
export const WEBHOOK_EVENTS = [
  "certification.issued",
  "certification.renewed",
  "certification.corrected",
  "certification.expiring_soon",
  "certification.expired",
  "certification.revoked",
  "notification.created",
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
