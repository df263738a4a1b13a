import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { AuditFilter } from "@/lib/events/audit-schema";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE_SIZE = 50;
const UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

export type AuditRow = Readonly<{
  seq: string;
  occurredAt: Date;
  actorKind: "user" | "system" | "command" | "api_key";
  actorUserId: string | null;
  /** As the organisation knows them, a key by its name; null for a global admin from outside, jobs and the command line. */
  actorName: string | null;
  actorRole: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** The person or the thing by name, where it still has one. */
  subjectName: string | null;
  /** Whom it is about, where the change names a person. */
  personId: string | null;
  personName: string | null;
  before: unknown;
  after: unknown;
}>;

export type AuditPage = Readonly<{ rows: readonly AuditRow[]; next: string | null }>;

function conditions(ctx: Ctx, { action, actor, subject, from, after }: AuditFilter): Prisma.Sql {
  const all = [Prisma.sql`l.organization_id = ${ctx.organization.id}::uuid`];
  if (action) all.push(Prisma.sql`l.action = ${action}`);
  if (actor === "system" || actor === "command" || actor === "api_key")
    all.push(Prisma.sql`l.actor_kind = ${actor}::actor_kind`);
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
      WITH l AS MATERIALIZED (
        SELECT *, coalesce(after ->> 'userId', before ->> 'userId') AS named FROM audit_log l
        WHERE ${conditions(ctx, filter)} ORDER BY l.seq DESC LIMIT ${PAGE_SIZE + 1}
      )
      SELECT l.seq::text AS seq, l.occurred_at AS "occurredAt", l.actor_kind::text AS "actorKind",
        l.actor_user_id AS "actorUserId", coalesce(actor.display_name, k.name) AS "actorName", l.actor_role AS "actorRole", l.action,
        l.subject_type AS "subjectType", l.subject_id AS "subjectId", l.before, l.after,
        about.user_id AS "personId", about.display_name AS "personName",
        coalesce(person.display_name, a.name, c.certificate_number, l.after ->> 'name', l.before ->> 'name') AS "subjectName"
      FROM l
      LEFT JOIN memberships actor ON actor.organization_id = l.organization_id AND actor.user_id = l.actor_user_id
      LEFT JOIN api_keys k ON k.organization_id = l.organization_id AND k.id = l.actor_api_key_id
      LEFT JOIN memberships person ON l.subject_type = 'person' AND person.organization_id = l.organization_id
        AND person.user_id = l.subject_id
      LEFT JOIN earned_badges e ON l.subject_type = 'badge' AND e.organization_id = l.organization_id AND e.id = l.subject_id
      LEFT JOIN achievements a ON a.organization_id = l.organization_id
        AND a.id = CASE l.subject_type WHEN 'achievement' THEN l.subject_id ELSE e.achievement_id END
      LEFT JOIN certifications c ON l.subject_type = 'certification' AND c.organization_id = l.organization_id
        AND c.id = l.subject_id
      LEFT JOIN memberships about ON about.organization_id = l.organization_id
        AND about.user_id = coalesce(CASE WHEN l.named ~ ${UUID} THEN l.named::uuid END, e.user_id, c.user_id)
      ORDER BY l.seq DESC`,
  );
  const rows = found.slice(0, PAGE_SIZE);
  return { rows, next: found.length > PAGE_SIZE ? (rows.at(-1)?.seq ?? null) : null };
}
