import type { QueueActions } from "@/components/dashboard/queue-row";
import { approve, keep, retryBackpack, retryJob, retryMessage, retryWebhook, revoke } from "./actions";

/** What can be done about what waits, bound to the organisation. */
export const queueActions = (org: string): QueueActions => ({
  approve: approve.bind(null, org),
  keep: keep.bind(null, org),
  revoke: revoke.bind(null, org),
  retry: {
    jobs: retryJob.bind(null, org),
    backpacks: retryBackpack.bind(null, org),
    webhooks: retryWebhook.bind(null, org),
    mails: retryMessage.bind(null, org),
  },
});
