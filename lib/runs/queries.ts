import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { type Message, notFound } from "@/lib/errors";
import { keyset, momentKey, momentText, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import type { JobRunKind, JobRunStatus } from "@/lib/jobs/run-rules";
import type { JobFilter } from "@/lib/runs/schema";

export type JobRow = Readonly<{
  id: string;
  kind: JobRunKind;
  status: JobRunStatus;
  total: number | null;
  done: number;
  result: Readonly<Record<string, unknown>>;
  /** Why it cannot go on just now, or why it has failed. */
  waiting: Message | null;
  error: Message | null;
  /** What it is about: the achievement's or the file's name. */
  subject: string | null;
  achievementId: string | null;
  importId: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  cancelRequestedAt: Date | null;
  /** Whoever started it; null for Heder itself, and `name` null for somebody who has left or a global admin. */
  createdBy: Readonly<{ name: string | null }> | null;
  cancelledBy: string | null;
}>;

const columns = Prisma.sql`r.id, r.kind::text AS kind, r.status::text AS status, r.total, r.done, r.result, r.waiting, r.error,
  coalesce(a.name, i.file_name) AS subject, a.id AS "achievementId", i.id AS "importId",
  r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.cancel_requested_at AS "cancelRequestedAt",
  CASE WHEN r.created_by_user_id IS NOT NULL THEN jsonb_build_object('name', creator.display_name) END AS "createdBy",
  canceller.display_name AS "cancelledBy"`;
const source = Prisma.sql`job_runs r
  LEFT JOIN achievements a ON a.organization_id = r.organization_id AND r.kind = 'backfill' AND a.id = (r.input ->> 'achievementId')::uuid
  LEFT JOIN imports i ON i.organization_id = r.organization_id AND i.job_run_id = r.id
  LEFT JOIN memberships creator ON creator.organization_id = r.organization_id AND creator.user_id = r.created_by_user_id
  LEFT JOIN memberships canceller ON canceller.organization_id = r.organization_id AND canceller.user_id = r.cancel_requested_by_user_id`;

/** Runs, newest first, 50 at a time. */
export async function listJobs(ctx: Ctx, filter: JobFilter): Promise<Page<JobRow>> {
  authorize(ctx, "jobs:read");
  const pages = keyset({
    cursors: filter,
    column: Prisma.sql`r.created_at`,
    read: momentKey,
    id: Prisma.sql`r.id`,
    descending: true,
  });
  const all = [Prisma.sql`r.organization_id = ${ctx.organization.id}::uuid`, pages.condition];
  if (filter.kind) all.push(Prisma.sql`r.kind = ${filter.kind}::job_run_kind`);
  if (filter.status) all.push(Prisma.sql`r.status = ${filter.status}::job_run_status`);
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(JobRow & { key: string })[]>`
      SELECT ${columns}, ${momentText("r.created_at")} AS key FROM ${source}
      WHERE ${Prisma.join(all, " AND ")} ${pages.orderAndLimit}`,
  );
  return pages.page(found);
}

/** One run. Unknown and foreign ones are `not_found`. */
export async function getJob(ctx: Ctx, { id }: { id: string }): Promise<JobRow> {
  authorize(ctx, "jobs:read");
  const [found] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<JobRow[]>`
      SELECT ${columns} FROM ${source} WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.id = ${id}::uuid`,
  );
  if (!found) throw notFound("job");
  return found;
}

/** How long a failure is something to look at, in days. */
const RECENT = 14;

/** Runs that failed lately and that nothing of the same kind and key has made good since. */
export async function countFailedJobs(ctx: Ctx): Promise<number> {
  authorize(ctx, "jobs:read");
  return inTenant(ctx, (tx) => countFailed(tx, ctx));
}

async function countFailed(tx: Tx, ctx: Ctx): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::integer AS count FROM job_runs r
    WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.status = 'failed'
      AND r.finished_at > now() - make_interval(days => ${RECENT}::integer)
      AND NOT EXISTS (SELECT FROM job_runs later WHERE later.organization_id = r.organization_id AND later.kind = r.kind
        AND later.exclusive_key = r.exclusive_key AND later.status = 'succeeded' AND later.finished_at > r.finished_at)`;
  return count;
}
