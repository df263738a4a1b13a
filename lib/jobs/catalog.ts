import * as z from "zod";

const organizationOnly = z.strictObject({ organizationId: z.uuid() });

/** Every kind of job with its payload. Payloads are ids only: the queue has no row-level security. */
export const catalog = {
  /** Empties the organisation's `evaluation_requests`: evaluates those people and awards what they earned. */
  "evaluation.run": organizationOnly,
  /** Starts the run that evaluates everybody of an organisation against its active achievements. */
  "evaluation.run-all": organizationOnly,
  /** Gets one run of `job_runs` on, and files itself anew until that has ended. */
  "jobs.run": z.strictObject({ organizationId: z.uuid(), runId: z.uuid() }),
  /** Looks again at everybody's awards, in the organisation's night: corrections may have taken their ground away. */
  "evaluation.reconcile": organizationOnly,
  /** Hourly: writes down which badges have lapsed. */
  "badges.expire": organizationOnly,
  /** Tells who made an achievement who has earned it: hourly what is due, and at once where every award is to be heard of. */
  "badges.tell-creators": organizationOnly,
  /** Hourly: moves lapsed certificates to expired, and warns the holders of those whose warning window is open. */
  "certifications.expire": organizationOnly,
  /** Issues the certificates that completed courses lead to; also hourly, for those whose day has come or issuing was paused. */
  "certifications.issue-completed": organizationOnly,
  /** Hourly: ends the tiers' periods that are over. */
  "tiers.close": organizationOnly,
  /** Sends what people have been told by the channels outside: mail, push. */
  "notifications.deliver": organizationOnly,
  /** Delivers what other systems are to be told. */
  "webhooks.deliver": organizationOnly,
  /** Looks at badges from elsewhere: new ones, and those nobody has looked at for a week. */
  "collection.check": organizationOnly,
  /** Sends the letters of invitations to endorse. */
  "endorsements.send": organizationOnly,
  /** Sends people's awards to the backpacks they have connected; also hourly, for those that wait. */
  "backpacks.push": organizationOnly,
  /** Hourly: forgets codes and tokens of connected applications that are over. */
  "backpack-host.tidy": organizationOnly,
  /** Brings up to date what the dashboard keeps: after evaluations, no more often than it can afford, and hourly. */
  "dashboard.refresh": organizationOnly,
  /** Hourly: finds the organisations and enqueues the jobs above for each; also picks up requests whose wake-up was lost. */
  "schedule.tick": z.strictObject({}),
} as const;

export type JobName = keyof typeof catalog;
export type JobPayload<N extends JobName> = z.output<(typeof catalog)[N]>;

/**
 * What a queue has other than the rest. A run counts by itself how often it failed and waits by itself: the queue
 * only has to notice soon that a worker is gone, and never to give up.
 */
const QUEUE_OPTIONS = {
  "jobs.run": { heartbeatSeconds: 15, retryLimit: 10_000, retryDelay: 1, retryDelayMax: 10 },
} as const satisfies Partial<Record<JobName, object>>;

export const jobQueues = (Object.keys(catalog) as JobName[]).map((name) => ({
  name,
  ...(name in QUEUE_OPTIONS ? QUEUE_OPTIONS[name as keyof typeof QUEUE_OPTIONS] : {}),
}));
