import { sql } from "kysely";
import { issuingPaused } from "@/lib/badges/issuing-queries";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { areNamed, type People, type Range } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";

/** Requests that were taken: what happened about whom, as bits of `causeBits`. */
export type Taken = ReadonlyMap<string, number>;

/**
 * Takes requests that no other worker is at, oldest first, and answers whom they name. They stay locked until the
 * end of the transaction: whoever records something more about these people waits until they are evaluated. Only
 * those older than `before`, when it is given; none while issuing is paused. Whether they lack one activity now is
 * looked at later (lib/dashboard).
 */
export async function takeRequests(tx: Tx, ctx: Ctx, limit: number, before: string | null): Promise<Taken> {
  const organization = sql`${ctx.organization.id}::uuid`;
  // An array is found once; a join could find the requests anew for each row, where the planner expects only a few.
  const query = sql<{ user_id: string; causes: number }>`
    WITH taken AS (
      DELETE FROM evaluation_requests r WHERE r.organization_id = ${organization} AND r.user_id = ANY (ARRAY(
        SELECT user_id FROM evaluation_requests WHERE organization_id = ${organization}
          AND requested_at < coalesce(${before}::timestamptz, 'infinity') AND NOT ${issuingPaused(organization)}
        ORDER BY requested_at, user_id LIMIT ${limit}::integer FOR UPDATE SKIP LOCKED
      )) RETURNING r.user_id, r.causes
    ), nearly AS (
      INSERT INTO nearly_requests (organization_id, user_id) SELECT ${organization}, user_id FROM taken ORDER BY 2 ON CONFLICT DO NOTHING
    ) SELECT user_id, causes FROM taken`;
  const rows = await runQuery(tx, query.compile(compiler), { isKept: true });
  return new Map(rows.map(({ user_id, causes }) => [user_id, causes]));
}

/** Puts requests back that could not be dealt with wholly, behind all others; answers the moment they bear now. */
export async function putBack(tx: Tx, ctx: Ctx, taken: Taken): Promise<string> {
  await tx.$executeRaw`
    INSERT INTO evaluation_requests (organization_id, user_id, causes)
    SELECT ${ctx.organization.id}::uuid, unnest(${[...taken.keys()]}::uuid[]), unnest(${[...taken.values()]}::smallint[])`;
  const [row] = await tx.$queryRaw<[{ at: string }]>`SELECT now()::text AS at`;
  return row.at;
}

export type SeenRequests = Readonly<{ users: readonly string[]; times: readonly string[] }>;

/** The requests about these people whose facts can be seen by now; for work too long to keep them locked. */
export async function seeRequests(tx: Tx, ctx: Ctx, { after, upTo }: Range): Promise<SeenRequests> {
  const rows = await tx.$queryRaw<{ user_id: string; requested_at: string }[]>`
    SELECT user_id, requested_at::text FROM evaluation_requests WHERE organization_id = ${ctx.organization.id}::uuid
      AND (${after}::uuid IS NULL OR user_id > ${after}::uuid) AND (${upTo}::uuid IS NULL OR user_id <= ${upTo}::uuid)`;
  return { users: rows.map((row) => row.user_id), times: rows.map((row) => row.requested_at) };
}

/** Removes requests as they were seen. One that was made again since, or is being made now, stays. */
export async function removeSeen(tx: Tx, ctx: Ctx, seen: SeenRequests): Promise<void> {
  if (seen.users.length === 0) return;
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    WITH removed AS (
      DELETE FROM evaluation_requests r USING (
        SELECT e.user_id FROM evaluation_requests e
        JOIN unnest(${[...seen.users]}::uuid[], ${[...seen.times]}::timestamptz[]) AS s (user_id, requested_at)
          ON s.user_id = e.user_id AND s.requested_at = e.requested_at
        WHERE e.organization_id = ${organizationId}::uuid FOR UPDATE OF e SKIP LOCKED
      ) done
      WHERE r.organization_id = ${organizationId}::uuid AND r.user_id = done.user_id RETURNING r.user_id
    ) INSERT INTO nearly_requests (organization_id, user_id)
    SELECT ${organizationId}::uuid, user_id FROM removed ORDER BY 2 ON CONFLICT DO NOTHING`;
}

/**
 * The time facts are judged at, to be read after the requests: the transaction may have begun, and then waited,
 * long before a fact whose request it has just taken. Rounded up, as a Date has no microseconds.
 */
export async function judgedAt(tx: Tx, ctx: Ctx): Promise<Date> {
  if (ctx.asOf) return ctx.asOf;
  const [row] = await tx.$queryRaw<[{ at: Date }]>`
    SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' AS at`;
  return row.at;
}

/** Everybody is to be looked at, later: what an evaluation of everybody leaves when it may not award now. */
export const requestEverybody = (tx: Tx, ctx: Ctx): Promise<number> => tx.$executeRaw`
  INSERT INTO evaluation_requests (organization_id, user_id)
  SELECT organization_id, user_id FROM memberships
  WHERE organization_id = ${ctx.organization.id}::uuid AND status = 'active' ORDER BY user_id
  ON CONFLICT (organization_id, user_id) DO UPDATE SET requested_at = now(), causes = excluded.causes`;

/** From this many people on, joining all at once beats looking each up. */
const MANY = 200;

/** Too many to look each of them up. */
export const isMany = (people: People): boolean => !areNamed(people) || people.length >= MANY;

/**
 * Until the end of the transaction. Of few people, plans that connections keep are used whatever the values: making
 * one takes longer than running it. Of many, the planner must not loop over people one by one, as it
 * would right after a large import, when it has no statistics yet and takes every table for empty: minutes instead
 * of a second. Nor may it take the facts of a person out of the table and sort them where their index has them in
 * order, which it would because it expects few of them; unless they are so new that the index cannot be read alone.
 * And that each met rule belongs to a badge is checked at the end, see the migration `bulk_awards`.
 */
export async function prepareForMany(tx: Tx, people: People): Promise<void> {
  if (!isMany(people)) {
    await tx.$executeRaw`SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`;
    return;
  }
  await tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
    set_config('work_mem', '64MB', true), set_config('enable_bitmapscan',
      CASE WHEN (SELECT relallvisible * 2 > relpages FROM pg_class WHERE oid = 'activities'::regclass) THEN 'off' ELSE 'on' END, true)`;
  await tx.$executeRaw`SET CONSTRAINTS earned_badge_criteria_organization_id_earned_badge_id_fkey DEFERRED`;
}
