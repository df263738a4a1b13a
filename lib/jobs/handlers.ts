import { tidyBackpack } from "@/lib/backpack-host/grant-service";
import { pushToBackpacks } from "@/lib/backpacks/push-service";
import { giveBackLeft } from "@/lib/backpacks/return-service";
import { tellCreators } from "@/lib/badge-messages/digest-service";
import { attachBadge } from "@/lib/badge-page/attachment-queries";
import { expireBadges } from "@/lib/badges/expiry-service";
import { revokeManyWork } from "@/lib/badges/revoke-many-work-service";
import { issueManyWork } from "@/lib/certifications/batch-work-service";
import { completionWork, issueCompleted } from "@/lib/certifications/completion-service";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { checkCollection } from "@/lib/collection/check-service";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { sendInvitations } from "@/lib/endorsements/letter-service";
import { runEverybody, runRequested } from "@/lib/evaluation/jobs-service";
import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { backfillWork, evaluationWork } from "@/lib/evaluation/runs-service";
import { tick } from "@/lib/evaluation/schedule-service";
import { importWork } from "@/lib/imports/chunk-service";
import type { Handlers } from "@/lib/jobs/handler-table";
import { runJob, type Works } from "@/lib/jobs/run-job";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { tellWhoOrdered } from "@/lib/notifications/run-service";
import { checkBadge } from "@/lib/open-badges/check-badge";
import { organizationContext } from "@/lib/organizations/context-queries";
import { closePeriods } from "@/lib/tiers/close-service";
import { deliverWebhooks } from "@/lib/webhooks/delivery-service";

/** How each kind of long work is done, chunk by chunk. */
const works: Works = {
  evaluation_all: evaluationWork(),
  backfill: backfillWork(),
  import: importWork(),
  issue_completed: completionWork(),
  issue_many: issueManyWork(),
  revoke_badges: revokeManyWork(),
};

/** One line per job. The work itself is an ordinary service function, and may be repeated. */
export const handlers: Handlers = {
  "evaluation.run": runRequested,
  "evaluation.run-all": runEverybody,
  "evaluation.reconcile": async ({ organizationId }) =>
    reconcileEverybody(await organizationContext({ id: organizationId }, { kind: "system" })),
  "badges.expire": async ({ organizationId }) =>
    expireBadges(await organizationContext({ id: organizationId }, { kind: "system" })),
  "badges.tell-creators": async ({ organizationId }) =>
    tellCreators(await organizationContext({ id: organizationId }, { kind: "system" })),
  "certifications.expire": async ({ organizationId }) =>
    sweepCertifications(await organizationContext({ id: organizationId }, { kind: "system" })),
  "certifications.issue-completed": async ({ organizationId }) => {
    const ctx = await organizationContext({ id: organizationId }, { kind: "system" });
    if (ctx.modules.has("certifications")) await issueCompleted(ctx);
  },
  "jobs.run": ({ organizationId, runId }, signal) =>
    runJob({
      context: () => organizationContext({ id: organizationId }, { kind: "system" }),
      runId,
      works,
      signal,
      afterEnd: tellWhoOrdered,
    }),
  "tiers.close": async ({ organizationId }) =>
    closePeriods(await organizationContext({ id: organizationId }, { kind: "system" })),
  "notifications.deliver": async ({ organizationId }, signal) =>
    deliverNotifications(
      await organizationContext({ id: organizationId }, { kind: "system" }),
      signal,
      attachBadge,
    ),
  "webhooks.deliver": async ({ organizationId }, signal) =>
    deliverWebhooks(await organizationContext({ id: organizationId }, { kind: "system" }), signal),
  "collection.check": async ({ organizationId }, signal) =>
    checkCollection(
      await organizationContext({ id: organizationId }, { kind: "system" }),
      checkBadge,
      signal,
    ),
  "endorsements.send": async ({ organizationId }, signal) =>
    sendInvitations(await organizationContext({ id: organizationId }, { kind: "system" }), signal),
  "backpacks.push": async ({ organizationId }, signal) => {
    const ctx = await organizationContext({ id: organizationId }, { kind: "system" });
    await giveBackLeft(ctx, signal);
    await pushToBackpacks(ctx, signal);
  },
  "backpack-host.tidy": async ({ organizationId }) =>
    tidyBackpack(await organizationContext({ id: organizationId }, { kind: "system" })),
  "dashboard.refresh": async ({ organizationId }) =>
    refreshDashboard(await organizationContext({ id: organizationId }, { kind: "system" })),
  "schedule.tick": tick,
};
