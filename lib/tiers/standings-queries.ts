import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { People, Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import type { StandingsFilter } from "@/lib/tiers/filter-schema";
import { activeLadder, stepsOf } from "@/lib/tiers/ladder-queries";
import { type Period, periodWithKey } from "@/lib/tiers/period-rules";
import { lookAtMany } from "@/lib/tiers/planner-queries";
import { readPlace, type StandingPlace, writePlace } from "@/lib/tiers/standings-cursor";
import { nextStepSql } from "@/lib/tiers/standings-sql";

/** The next tier of somebody, and how far it is. */
export type NextTier = Readonly<{ tierId: string; have: number; need: number }>;

export type StandingRow = Readonly<{
  userId: string;
  name: string;
  /** What counts for them in the period; null for nobody on the ladder yet. */
  held: Readonly<{
    id: string;
    tierId: string;
    value: number;
    assignedAt: Date;
    presentedAt: Date | null;
  }> | null;
  next: NextTier | null;
}>;

export type StandingsPage = Readonly<{
  rows: readonly StandingRow[];
  previous: string | null;
  next: string | null;
}>;

const PAGE_SIZE = 50;
/** A file or a set of cards for more people than this is made in parts, by the filters. */
export const MOST_IN_FILE = 20_000;
/** Near is who has at least this share of what the next tier takes. */
export const NEAR = 0.75;

type Row = {
  membership: string;
  rank: number;
  userId: string;
  name: string;
  id: string | null;
  tierId: string | null;
  value: number | null;
  assignedAt: Date | null;
  presentedAt: Date | null;
};

type Looking = Readonly<{ tx: Tx; ctx: Ctx; now: Date; period: Period; filter: StandingsFilter }>;

const none = sql``;
const inGroup = (group: string | undefined) =>
  group
    ? sql` AND EXISTS (SELECT FROM group_members g WHERE g.organization_id = m.organization_id AND g.group_id = ${group}::uuid AND g.user_id = m.user_id)`
    : none;

/** Who holds what, the highest tier first and tiers out of use last, by name. */
function heldSql({ ctx, period, filter }: Looking): Sql {
  const presented =
    filter.presented === undefined
      ? none
      : filter.presented === "yes"
        ? sql` AND a.presented_at IS NOT NULL`
        : sql` AND a.presented_at IS NULL`;
  return sql`SELECT m.id AS membership, (CASE WHEN t.is_active THEN -t.display_order ELSE t.display_order END)::float8 AS rank,
      m.user_id, m.display_name, a.id, a.tier_id, a.metric_value::float8 AS value, a.assigned_at, a.presented_at
    FROM tier_assignments a
    JOIN recognition_tiers t ON t.organization_id = a.organization_id AND t.id = a.tier_id
    JOIN memberships m ON m.organization_id = a.organization_id AND m.user_id = a.user_id
    WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.period_key = ${period.key} AND a.status = 'assigned'
      ${filter.tier ? sql`AND a.tier_id = ${filter.tier}::uuid` : none}${presented}${inGroup(filter.group)}`;
}

/** Who has most of what the next tier takes, the nearest first. */
function nearSql({ ctx, period, filter }: Looking, next: Sql): Sql {
  return sql`SELECT m.id AS membership, round(-least(n.have / n.need, 1), 6)::float8 AS rank, m.user_id, m.display_name,
      a.id, a.tier_id, a.metric_value::float8 AS value, a.assigned_at, a.presented_at
    FROM (${next}) n
    JOIN memberships m ON m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = n.user_id
    LEFT JOIN tier_assignments a ON a.organization_id = m.organization_id AND a.user_id = m.user_id
      AND a.period_key = ${period.key} AND a.status = 'assigned'
    WHERE n.have >= n.need * ${sql.lit(NEAR)}::numeric
      ${filter.tier ? sql`AND n.tier_id = ${filter.tier}::uuid` : none}${inGroup(filter.group)}`;
}

/** One page of who holds what in a period, or of who is near the next tier. */
export async function standingsPage(looking: Looking): Promise<StandingsPage> {
  const { tx, filter } = looking;
  const source = await sourceOf(looking);
  if (source === null) return { rows: [], previous: null, next: null };
  const backwards = filter.before !== undefined && filter.after === undefined;
  const place = readPlace(filter.after ?? filter.before);
  const found = await read(tx, source, pageSql(place, backwards));
  const hasMore = found.length > PAGE_SIZE;
  const shown = found.slice(0, PAGE_SIZE);
  if (backwards) shown.reverse();
  const isBeyondFirst = place !== null && (!backwards || hasMore);
  return {
    rows: await withNext(looking, shown),
    previous: isBeyondFirst ? cursorOf(shown[0]) : null,
    next: backwards || hasMore ? cursorOf(shown.at(-1)) : null,
  };
}

const cursorOf = (row: Row | undefined): string | null =>
  row ? writePlace({ rank: row.rank, name: row.name, id: row.membership }) : null;

function pageSql(place: StandingPlace | null, backwards: boolean): Sql {
  const mine = sql`(s.rank, s.display_name, s.membership)`;
  const beyond = place
    ? sql`WHERE ${mine} ${backwards ? sql`<` : sql`>`} (${place.rank}::float8, ${place.name}::text, ${place.id}::uuid)`
    : none;
  const order = backwards
    ? sql`s.rank DESC, s.display_name DESC, s.membership DESC`
    : sql`s.rank, s.display_name, s.membership`;
  return sql`${beyond} ORDER BY ${order} LIMIT ${sql.lit(PAGE_SIZE + 1)}`;
}

/** All of it, up to `MOST_IN_FILE`, for a file or for cards. */
export async function wholeStandings(looking: Looking): Promise<readonly StandingRow[]> {
  const source = await sourceOf(looking);
  if (source === null) return [];
  const found = await read(
    looking.tx,
    source,
    sql`ORDER BY s.rank, s.display_name, s.membership LIMIT ${sql.lit(MOST_IN_FILE)}`,
  );
  return withNext(looking, found);
}

async function sourceOf(looking: Looking): Promise<Sql | null> {
  if (looking.filter.show !== "near") return heldSql(looking);
  await lookAtMany(looking.tx);
  const next = await nextOf(looking, "all");
  return next && nearSql(looking, next);
}

const read = (tx: Tx, source: Sql, rest: Sql) =>
  runQuery(
    tx,
    sql<Row>`SELECT s.membership, s.rank, s.user_id AS "userId", s.display_name AS name, s.id, s.tier_id AS "tierId", s.value,
      s.assigned_at AS "assignedAt", s.presented_at AS "presentedAt" FROM (${source}) s ${rest}`.compile(
      compiler,
    ),
  );

/** Null where the period has no tiers in use. */
async function nextOf({ tx, ctx, now, period }: Looking, people: People): Promise<Sql | null> {
  const steps = stepsOf(await activeLadder(tx, ctx), period);
  return steps.length > 0 ? nextStepSql(ctx, { steps, period, people, now }) : null;
}

type Next = { userId: string; tierId: string; have: number; need: number };

async function withNext(looking: Looking, rows: readonly Row[]): Promise<StandingRow[]> {
  const next =
    rows.length > 0
      ? await nextOf(
          looking,
          rows.map(({ userId }) => userId),
        )
      : null;
  const found = next
    ? await runQuery(
        looking.tx,
        sql<Next>`SELECT n.user_id AS "userId", n.tier_id AS "tierId", n.have::float8 AS have, n.need::float8 AS need FROM (${next}) n`.compile(
          compiler,
        ),
      )
    : [];
  const byPerson = new Map(found.map(({ userId, ...rest }) => [userId, rest]));
  return rows.map(({ userId, name, id, tierId, value, assignedAt, presentedAt }) => ({
    userId,
    name,
    held: id && tierId && assignedAt ? { id, tierId, value: value ?? 0, assignedAt, presentedAt } : null,
    next: byPerson.get(userId) ?? null,
  }));
}

/** The period with this key by the organisation's calendar. */
export const periodOf = (ctx: Ctx, key: string): Period => periodWithKey(key, ctx.organization.timeZone);
