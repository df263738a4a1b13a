import * as z from "zod";

const organizationOnly = z.strictObject({ organizationId: z.uuid() });

/** Every kind of job with its payload. Payloads are ids only: the queue has no row-level security. */
export const catalog = {
  /** Empties the organisation's `evaluation_requests`: evaluates those people and awards what they earned. */
  "evaluation.run": organizationOnly,
  /** Evaluates everybody of an organisation against its active achievements. */
  "evaluation.run-all": organizationOnly,
  /** Hourly: moves lapsed certificates to expired and those in their warning window to expiring_soon. */
  "certifications.expire": organizationOnly,
  /** Hourly: finds the organisations and enqueues the jobs above for each; also picks up requests whose wake-up was lost. */
  "schedule.tick": z.strictObject({}),
} as const;

export type JobName = keyof typeof catalog;
export type JobPayload<N extends JobName> = z.output<(typeof catalog)[N]>;
export const jobQueues = Object.keys(catalog) as JobName[];
