/** What other systems can be told of, as it stands in `type` of each message. */
export const WEBHOOK_EVENTS = [
  "certification.issued",
  "certification.renewed",
  "certification.superseded",
  "certification.corrected",
  "certification.expiring_soon",
  "certification.expired",
  "certification.revoked",
  "notification.created",
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** An administrator's own "is anybody there?"; nobody subscribes to it. */
export const TEST_EVENT = "webhook.test";

/** Why a delivery did not arrive. */
export const DELIVERY_PROBLEMS = [
  /** The name in the address is not known. */
  "name",
  /** The address is one of the private network, or not https. */
  "address",
  "connection",
  "certificate",
  "timeout",
  /** It answered, with another status than 2xx. */
  "status",
  /** It sent us elsewhere, and we do not follow. */
  "redirect",
  /** It answered 410: nobody is there any more. */
  "gone",
  /** Our own secret cannot be read, because HEDER_SECRET is another one now. */
  "secret",
  /** It waited for too long: the webhook was paused, or could not be reached. */
  "too_late",
] as const;
export type DeliveryProblem = (typeof DELIVERY_PROBLEMS)[number];

/** Problems of the place and not of the one message: what else waits for it is spared for a while. */
export const isUnreachable = (problem: DeliveryProblem): boolean =>
  problem === "name" || problem === "connection" || problem === "timeout" || problem === "address";

/** Seconds after the first, the second … failed attempt: ten attempts in 43 hours. */
const PAUSES = [30, 120, 600, 1800, 7200, 14_400, 28_800, 43_200, 57_600] as const;

/**
 * Seconds until a delivery that has failed so many times is tried again, or null when that would be later than
 * `secondsLeft`: then it has failed.
 */
export function pauseAfter(attempts: number, secondsLeft: number): number | null {
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? PAUSES[0];
  return pause <= secondsLeft ? pause : null;
}
