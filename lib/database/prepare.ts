import type { Queue } from "pg-boss";
import type { Connections } from "@/lib/database/connection";
import { ensureJobQueue } from "@/lib/database/job-queue";
import { applyMissing } from "@/lib/database/migrations";
import { ensureRoles } from "@/lib/database/roles";
import { withMigrationLock } from "@/lib/database/session";
import { jobQueues } from "@/lib/jobs/catalog";

export type Prepared = Readonly<{ migrations: string[]; queues: boolean }>;

/**
 * Brings the database up to date: roles, then missing migrations, then the job queue; returns what was new.
 * Safe to call at every start and by several at once. Does nothing where only the application's own role is
 * known (DATABASE_URL as heder_app): then somebody else migrates.
 */
export async function prepareDatabase(
  connections: Connections,
  options: { folder?: string; queues?: readonly Queue[] } = {},
): Promise<Prepared> {
  const { ownerUrl } = connections;
  if (!ownerUrl) return { migrations: [], queues: false };
  return withMigrationLock(ownerUrl, async (owner) => {
    await ensureRoles(owner, connections);
    const migrations = await applyMissing(owner, options.folder);
    const queues = await ensureJobQueue(owner, ownerUrl, options.queues ?? jobQueues);
    return { migrations, queues };
  });
}
