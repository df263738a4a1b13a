import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/generated/prisma/client";

export type Asked = Readonly<{ ctx: Ctx; now: Date }>;

/** Where things of a kind wait (a FROM and a WHERE, of rows `f`), what is said of the first few, and in which order. */
export type Waiting = Readonly<{
  columns: Prisma.Sql;
  /** What was answered, of a failure. */
  said?: Prisma.Sql;
  waiting: Prisma.Sql;
  named: Prisma.Sql;
  order: Order;
  /** How many there are, where that is kept. */
  count?: Prisma.Sql;
}>;

/** Columns in the order in which things wait, first the moment and then what tells equals apart; all in one direction. */
export type Order = Readonly<{ columns: readonly [at: string, ...ids: string[]]; isNewestFirst: boolean }>;

export const oldestFirst = (...columns: Order["columns"]): Order => ({ columns, isNewestFirst: false });
export const newestFirst = (...columns: Order["columns"]): Order => ({ columns, isNewestFirst: true });

/** How long a failure is something to look at, in days. */
const RECENT = 14;

const recent = (column: string) =>
  Prisma.sql`${Prisma.raw(column)} > now() - make_interval(days => ${RECENT}::integer)`;

/** Who it is about, of a row `f` with `user_id`. */
export const PERSON = Prisma.sql`JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id`;

/** Runs that failed lately and that nothing of the same kind and key has made good since. */
export const failedJobs = (asked: Asked): Waiting => ({
  columns: Prisma.sql`f.id, NULL AS person, NULL AS "userId", coalesce(a.name, i.file_name, '') AS subject, f.kind::text AS detail,
      f.finished_at AS at, f.error::text AS reason, false AS "isForOthers"`,
  waiting: Prisma.sql`FROM job_runs f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.status = 'failed' AND ${recent("f.finished_at")}
      AND NOT EXISTS (SELECT FROM job_runs later WHERE later.organization_id = f.organization_id AND later.kind = f.kind
        AND later.exclusive_key = f.exclusive_key AND later.status = 'succeeded' AND later.finished_at > f.finished_at)`,
  named: Prisma.sql`
      LEFT JOIN achievements a ON a.organization_id = f.organization_id AND f.kind = 'backfill' AND a.id = (f.input ->> 'achievementId')::uuid
      LEFT JOIN imports i ON i.organization_id = f.organization_id AND i.job_run_id = f.id`,
  order: newestFirst("f.finished_at", "f.id"),
});

/** Badges that a backpack somebody has connected would not take. */
export const failedBackpacks = (asked: Asked): Waiting => ({
  columns: Prisma.sql`f.id, m.display_name AS person, m.user_id AS "userId", a.name AS subject, b.name AS detail, f.updated_at AS at,
      f.last_error AS reason, false AS "isForOthers"`,
  waiting: Prisma.sql`FROM external_identifiers f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.state = 'failed'`,
  named: Prisma.sql`
      JOIN backpack_connections c ON c.organization_id = f.organization_id AND c.id = f.backpack_connection_id
      JOIN external_backpacks b ON b.organization_id = c.organization_id AND b.id = c.external_backpack_id
      JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
      JOIN earned_badges e ON e.organization_id = f.organization_id AND e.id = f.earned_badge_id
      JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id`,
  order: newestFirst("f.updated_at", "f.id"),
});

/** What another system was to be told, and was not, of addresses that are still in use. */
export const failedWebhooks = (asked: Asked): Waiting => ({
  columns: Prisma.sql`f.id, NULL AS person, NULL AS "userId", w.url AS subject, f.event AS detail, f.updated_at AS at,
      f.last_error AS reason, false AS "isForOthers"`,
  said: Prisma.sql`f.last_status::text`,
  waiting: Prisma.sql`FROM webhook_deliveries f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.state = 'failed' AND ${recent("f.updated_at")}
      AND EXISTS (SELECT FROM webhooks w WHERE w.organization_id = f.organization_id AND w.id = f.webhook_id AND w.removed_at IS NULL)`,
  named: Prisma.sql`JOIN webhooks w ON w.organization_id = f.organization_id AND w.id = f.webhook_id`,
  order: newestFirst("f.updated_at", "f.id"),
});

/** Why nothing can be mailed to a member `m` now, one of `mailStops`; NULL for whom something can. */
export const MAIL_STOP = Prisma.sql`CASE WHEN m.status <> 'active' THEN 'inactive' WHEN m.email IS NULL THEN 'no_address'
  WHEN m.mail_bounced_at IS NOT NULL THEN 'bounced' END`;

/** Messages that could not be mailed lately, and those of which nobody knows whether they were. */
export const failedMails = (asked: Asked): Waiting => ({
  columns: Prisma.sql`f.id, m.display_name AS person, m.user_id AS "userId", coalesce(m.email, '') AS subject, f.kind::text AS detail,
      f.mail_state_at AS at, coalesce(${MAIL_STOP}, f.mail_error) AS reason, false AS "isForOthers"`,
  said: Prisma.sql`CASE WHEN ${MAIL_STOP} = 'bounced' THEN nullif(m.mail_bounce_reason, '?') END`,
  waiting: Prisma.sql`FROM notifications f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.mail_state IN ('failed', 'unknown') AND ${recent("f.mail_state_at")}`,
  named: PERSON,
  order: newestFirst("f.mail_state_at", "f.id"),
});
