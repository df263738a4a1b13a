import type { Permission } from "@/lib/auth/policy";
import { authorize, type Ctx, type Module, may, requireModule } from "@/lib/context";
import {
  type Asked,
  type Found,
  failedBackpacks,
  failedJobs,
  failedMails,
  failedWebhooks,
} from "@/lib/dashboard/queue-failure-queries";
import { type QueueKind, type QueueSection, queueKinds } from "@/lib/dashboard/queue-kinds";
import {
  approvals,
  expiring,
  flagged,
  mistakes,
  nearly,
  pauses,
} from "@/lib/dashboard/queue-recognition-queries";
import { inTenant } from "@/lib/db";

type Kind = Readonly<{
  needs: Permission;
  module?: Module;
  /** How many there are, and the first few. */
  read: (asked: Asked) => Promise<Found>;
}>;

/** One line a kind. Each counts from an index of what waits, so that a large organisation waits no longer for it. */
const KINDS: Readonly<Record<QueueKind, Kind>> = {
  approvals: { needs: "badges:award", module: "achievements_gamification", read: approvals },
  flagged: { needs: "badges:read", module: "achievements_gamification", read: flagged },
  mistakes: { needs: "mistakes:answer", read: mistakes },
  pauses: { needs: "pauses:decide", read: pauses },
  nearly: { needs: "people:read", module: "achievements_gamification", read: nearly },
  expiring: { needs: "certifications:read", module: "certifications", read: expiring },
  jobs: { needs: "jobs:read", read: failedJobs },
  backpacks: { needs: "people:read", module: "open_badges", read: failedBackpacks },
  webhooks: { needs: "settings:read", read: failedWebhooks },
  mails: { needs: "people:read", read: failedMails },
};

const isOpen = (ctx: Ctx, { needs, module }: Kind) => may(ctx, needs) && (!module || ctx.modules.has(module));

/** So many of each kind stand on the dashboard. */
const FIRST = 5;

/**
 * What waits for the asker, each kind with its count and the first few of it; kinds of which nothing waits, that the
 * asker may not act on or whose module is off are left out.
 */
export async function readQueue(ctx: Ctx): Promise<readonly QueueSection[]> {
  authorize(ctx, "reports:read");
  return inTenant(ctx, async (tx, now) => {
    const sections: QueueSection[] = [];
    for (const kind of queueKinds) {
      if (!isOpen(ctx, KINDS[kind])) continue;
      const found = await KINDS[kind].read({ tx, ctx, now, limit: FIRST });
      if (found.count > 0) sections.push({ kind, ...found });
    }
    return sections;
  });
}

/** The most that the page of one kind lists. */
const MOST_LISTED = 200;

/**
 * All that waits of one kind, up to `MOST_LISTED`, and when who is nearly there was last counted; `not_found` for what
 * `readQueue` would leave out for the asker.
 */
export async function readQueueOf(
  ctx: Ctx,
  kind: QueueKind,
): Promise<Readonly<{ section: QueueSection; asOf: Date | null }>> {
  authorize(ctx, "reports:read");
  const { needs, module, read } = KINDS[kind];
  authorize(ctx, needs);
  if (module) requireModule(ctx, module);
  return inTenant(ctx, async (tx, now) => {
    const where = { organizationId: ctx.organization.id };
    const state = await tx.dashboardState.findFirst({ where, select: { refreshedAt: true } });
    const found = await read({ tx, ctx, now, limit: MOST_LISTED });
    return { section: { kind, ...found }, asOf: state?.refreshedAt ?? null };
  });
}
