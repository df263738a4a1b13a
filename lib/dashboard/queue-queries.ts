import type { Permission } from "@/lib/auth/policy";
import { authorize, type Ctx, type Module, may, requireModule } from "@/lib/context";
import {
  type Asked,
  failedBackpacks,
  failedJobs,
  failedMails,
  failedWebhooks,
  type Waiting,
} from "@/lib/dashboard/queue-failure-queries";
import { type QueueKind, type QueueRow, type QueueSection, queueKinds } from "@/lib/dashboard/queue-kinds";
import { columnsOf, inOrder, pageOf } from "@/lib/dashboard/queue-page-queries";
import {
  approvals,
  expiring,
  flagged,
  mistakes,
  nearly,
  pauses,
} from "@/lib/dashboard/queue-recognition-queries";
import type { QueueFilter } from "@/lib/dashboard/queue-schema";
import { inTenant, keptStatement, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

type Kind = Readonly<{
  needs: Permission;
  module?: Module;
  read: (asked: Asked) => Waiting;
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
 * asker may not act on or whose module is off are left out. The asker may read reports, and the transaction keeps plans.
 */
export async function queueIn(tx: Tx, ctx: Ctx, now: Date): Promise<readonly QueueSection[]> {
  const open = queueKinds.filter((kind) => isOpen(ctx, KINDS[kind]));
  const sections = await readSections(tx, { ctx, now }, open, FIRST);
  return sections.filter(({ count }) => count > 0);
}

type Section = Readonly<{
  kind: QueueKind;
  count: number;
  rows: readonly (Omit<QueueRow, "at"> & { at: string })[];
}>;

/** All kinds in one statement: a page waits for the database once. */
async function readSections(
  tx: Tx,
  asked: Asked,
  kinds: readonly QueueKind[],
  limit: number,
): Promise<readonly QueueSection[]> {
  if (kinds.length === 0) return [];
  const parts = kinds.map((kind, place) => {
    const read = KINDS[kind].read(asked);
    const { waiting, named, order: wanted, count } = read;
    const order = inOrder(wanted);
    return Prisma.sql`SELECT ${place}::int AS place, ${kind}::text AS kind, (${count ?? Prisma.sql`SELECT count(*)::int ${waiting}`}) AS count,
      (SELECT coalesce(jsonb_agg(to_jsonb(r) - 'nth' ORDER BY r.nth), '[]') FROM (
        SELECT ${columnsOf(read)}, row_number() OVER (ORDER BY ${order}) AS nth FROM (SELECT f.* ${waiting} ORDER BY ${order} LIMIT ${limit}) f ${named}) r) AS rows`;
  });
  const found = await tx.$queryRaw<Section[]>(
    keptStatement(
      Prisma.sql`SELECT s.kind, s.count, s.rows FROM (${Prisma.join(parts, " UNION ALL ")}) s ORDER BY s.place`,
    ),
  );
  return found.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({ ...row, at: new Date(row.at) })),
  }));
}

export type QueuePage = Readonly<{
  section: QueueSection;
  /** Cursors of the pages before and after; null where there is none. */
  previous: string | null;
  next: string | null;
  /** When who is nearly there was last counted. */
  asOf: Date | null;
}>;

/** Throws `not_found` or `forbidden` for a kind that `queueIn` would leave out for the asker. */
export function requireQueueOf(ctx: Ctx, kind: QueueKind): void {
  authorize(ctx, "reports:read");
  const { needs, module } = KINDS[kind];
  authorize(ctx, needs);
  if (module) requireModule(ctx, module);
}

/**
 * What waits of one kind, 50 at a time, in the order in which the dashboard names the first, with the count of all;
 * `not_found` for what `queueIn` would leave out for the asker.
 */
export async function readQueueOf(ctx: Ctx, { kind, ...cursors }: QueueFilter): Promise<QueuePage> {
  requireQueueOf(ctx, kind);
  const { read } = KINDS[kind];
  return inTenant(ctx, async (tx, now) => {
    const where = { organizationId: ctx.organization.id };
    const state = await tx.dashboardState.findFirst({ where, select: { refreshedAt: true } });
    const { count, rows, ...neighbours } = await pageOf(tx, read({ ctx, now }), cursors);
    return { section: { kind, count, rows }, ...neighbours, asOf: state?.refreshedAt ?? null };
  });
}
