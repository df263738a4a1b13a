import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { AuditFilter } from "@/lib/events/audit-schema";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE_SIZE = 50;

export type AuditRow = Readonly<{
  seq: string;
  occurredAt: Date;
  actorKind: "user" | "system" | "command";
  actorUserId: string | null;
  /** As the organisation knows them; null for a global admin from outside, and for jobs and the command line. */
  actorName: string | null;
  actorRole: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** The person or the thing by name, where it still has one. */
  subjectName: string | null;
  before: unknown;
  after: unknown;
}>;

export type AuditPage = Readonly<{ rows: readonly AuditRow[]; next: string | null }>;

function conditions(ctx: Ctx, { action, actor, subject, from, after }: AuditFilter): Prisma.Sql {
  const all = [Prisma.sql`l.organization_id = ${ctx.organization.id}::uuid`];
  if (action) all.push(Prisma.sql`l.action = ${action}`);
  if (actor === "system" || actor === "command") all.push(Prisma.sql`l.actor_kind = ${actor}::actor_kind`);
  else if (actor) all.push(Prisma.sql`l.actor_user_id = ${actor}::uuid`);
  if (subject) all.push(Prisma.sql`l.subject_id = ${subject}::uuid`);
  if (from)
    all.push(Prisma.sql`l.occurred_at >= ${from}::date::timestamp AT TIME ZONE ${ctx.organization.timeZone}`);
  if (after) all.push(Prisma.sql`l.seq < ${after}::bigint`);
  return Prisma.join(all, " AND ");
}

/** What was changed in the organisation, newest first, 50 at a time. `from` is a day in its time zone. */
export async function listAudit(ctx: Ctx, filter: AuditFilter): Promise<AuditPage> {
  authorize(ctx, "audit:read");
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<AuditRow[]>`
      SELECT l.seq::text AS seq, l.occurred_at AS "occurredAt", l.actor_kind::text AS "actorKind",
        l.actor_user_id AS "actorUserId", actor.display_name AS "actorName", l.actor_role AS "actorRole", l.action,
        l.subject_type AS "subjectType", l.subject_id AS "subjectId", l.before, l.after,
        coalesce(person.display_name, a.name, l.after ->> 'name', l.before ->> 'name', l.after ->> 'displayName') AS "subjectName"
      FROM audit_log l
      LEFT JOIN memberships actor ON actor.organization_id = l.organization_id AND actor.user_id = l.actor_user_id
      LEFT JOIN memberships person ON l.subject_type = 'person' AND person.organization_id = l.organization_id
        AND person.user_id = l.subject_id
      LEFT JOIN achievements a ON l.subject_type = 'achievement' AND a.organization_id = l.organization_id AND a.id = l.subject_id
      WHERE ${conditions(ctx, filter)} ORDER BY l.seq DESC LIMIT ${PAGE_SIZE + 1}`,
  );
  const rows = found.slice(0, PAGE_SIZE);
  return { rows, next: found.length > PAGE_SIZE ? (rows.at(-1)?.seq ?? null) : null };
}
