import { sql } from "kysely";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import type { Criteria } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";
import { inTenant, runQuery, type Tx } from "@/lib/db";
import type { ReferenceNames } from "@/lib/evaluation/names-queries";
import { type Place, readPlace, writePlace } from "@/lib/evaluation/preview-cursor";
import {
  type Missing,
  type PreviewedDefinition,
  previewed,
  type Readable,
  readDefinition,
  references,
} from "@/lib/evaluation/preview-definition-queries";
import { peopleSql } from "@/lib/evaluation/preview-people";
import { isPublishable, type Standing, standings } from "@/lib/evaluation/preview-rules";
import type { PreviewFilter } from "@/lib/evaluation/preview-schema";
import { prepareForMany } from "@/lib/evaluation/requests-service";

export type PreviewRow = Readonly<{
  userId: string;
  name: string;
  /** As people are named in exports: reference, else e-mail, else id. */
  person: string;
  standing: Standing;
  /** What would be awarded now: `once`, `2026`, `10` … */
  occurrences: readonly string[];
  /** What is left of the open occurrence, in what the rules count. */
  missing: number;
  /** In the order of the rules. */
  haves: readonly number[];
  needs: readonly number[];
}>;

export type Totals = Readonly<{
  people: number;
  standings: Readonly<Record<Standing, number>>;
  /** Awards if it is published for everybody, and the people who get them. */
  awards: number;
  /** The same if only what was reached today counts. */
  awardsToday: number;
  earnersToday: number;
}>;

export type GroupCount = Readonly<{ name: string | null; earners: number; people: number }>;

export type Counted = Readonly<{
  criteria: Criteria;
  names: ReferenceNames;
  missing: readonly Missing[];
  totals: Totals;
  /** Groups in which somebody would earn it, most first, at most 50; a null name is those in no group. */
  groups: readonly GroupCount[];
  rows: readonly PreviewRow[];
  previous: string | null;
  next: string | null;
}>;

export type Preview = Readonly<{
  achievement: PreviewedDefinition;
  /** Null for what is only given by hand, and for what cannot be evaluated as it is written. */
  counted: Counted | null;
  problem: Extract<Readable, { kind: "broken" }>["problem"] | null;
  isPaused: boolean;
}>;

const PAGE_SIZE = 50;
/** Longer than a page usually may, in milliseconds: everybody is looked at. */
const timeout = 120_000;

/**
 * Who would earn this, were it published now: everybody evaluation would look at, with what they have and need, from
 * the same rules as the awards. Whoever would earn it comes first, then who has it, then the closest. Nothing is
 * written. Of an achievement that is not in use, an earlier "only from" day does not count: publishing sets it anew.
 */
export async function previewAchievement(ctx: Ctx, id: string, filter: PreviewFilter): Promise<Preview> {
  return look(ctx, id, async (tx, now, read) => {
    const { achievement } = read;
    const isPaused = await isIssuingPaused(tx, ctx);
    if (read.kind !== "criteria") {
      return { achievement, counted: null, problem: read.kind === "broken" ? read.problem : null, isPaused };
    }
    const people = await relevantPeople(tx, ctx, read, now);
    const page = pageOf(filter);
    const [row] = await runQuery(tx, statement(ctx, people, filter.show, page).compile(compiler));
    if (!row) throw new Error("a query without FROM answers one row");
    const counted = {
      criteria: read.criteria,
      ...(await references(tx, ctx, read.criteria)),
      totals: totalsOf(row.totals),
      groups: row.groups ?? [],
      ...page.shown(row.rows ?? []),
    };
    return { achievement, counted, problem: null, isPaused };
  });
}

/** The same people as the page's list, all of them, for a file. */
export async function previewEverybody(
  ctx: Ctx,
  id: string,
  { show }: Pick<PreviewFilter, "show">,
): Promise<
  Readonly<{ achievement: PreviewedDefinition; counted: Omit<Counted, "totals" | "groups"> | null }>
> {
  return look(ctx, id, async (tx, now, read) => {
    const { achievement } = read;
    if (read.kind !== "criteria") return { achievement, counted: null };
    const people = await relevantPeople(tx, ctx, read, now);
    const listed = sql<PreviewRow>`WITH person AS (${people}) SELECT l.* FROM (${list(ctx, show)}) l ORDER BY ${ORDER}`;
    const rows = await runQuery(tx, listed.compile(compiler));
    const { names, missing } = await references(tx, ctx, read.criteria);
    return {
      achievement,
      counted: { criteria: read.criteria, names, missing, rows, previous: null, next: null },
    };
  });
}

function look<T>(ctx: Ctx, id: string, run: (tx: Tx, now: Date, read: Readable) => Promise<T>): Promise<T> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx, now) => run(tx, now, await readDefinition(tx, ctx, id, now)), { timeout });
}

async function relevantPeople(
  tx: Tx,
  ctx: Ctx,
  { achievement, criteria }: Extract<Readable, { kind: "criteria" }>,
  now: Date,
): Promise<Sql> {
  await prepareForMany(tx, "all");
  const earnFrom = isPublishable(achievement.status) ? null : achievement.earnFrom;
  const people = peopleSql(ctx, previewed({ ...achievement, earnFrom }, criteria), now);
  if (!achievement.isOver) return people;
  return sql`SELECT o.user_id, 0 AS awards, 0 AS of_today, '{}'::text[] AS occurrences, o.held, o.missing, o.share, o.haves, o.needs,
      CASE WHEN o.standing = 'earns' THEN 'refused' ELSE o.standing END AS standing FROM (${people}) o`;
}

const rankOf = sql`array_position(ARRAY[${sql.join(standings.map((one) => sql.lit(one)))}], p.standing)`;
const ORDER = sql`l.rank, l.missing, l.name, l."userId"`;

const list = (ctx: Ctx, show: Standing | undefined): Sql =>
  sql`SELECT p.user_id AS "userId", m.display_name AS name, coalesce(m.external_ref, m.email, m.user_id::text) AS person, p.standing,
      to_jsonb(p.occurrences) AS occurrences, CASE WHEN p.standing IN ('earns', 'held') THEN 0 ELSE p.missing END AS missing,
      to_jsonb(p.haves) AS haves, to_jsonb(p.needs) AS needs, ${rankOf} AS rank
    FROM person p JOIN memberships m ON m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = p.user_id
    WHERE ${show === undefined ? sql`true` : sql`p.standing = ${show}::text`}`;

type ListedRow = PreviewRow & Readonly<{ rank: number }>;

function pageOf({ after, before }: PreviewFilter) {
  const backwards = before !== undefined && after === undefined;
  const from = readPlace(after ?? before);
  const beyond = from
    ? sql`(l.rank, l.missing, l.name, l."userId") ${sql.raw(backwards ? "<" : ">")} (${from.rank}::int, ${from.missing}::float8, ${from.name}::text, ${from.id}::uuid)`
    : sql`true`;
  const order = backwards ? sql`l.rank DESC, l.missing DESC, l.name DESC, l."userId" DESC` : ORDER;
  return {
    rows: (listed: Sql): Sql =>
      sql`SELECT l.*, row_number() OVER (ORDER BY ${order}) AS place FROM (${listed}) l WHERE ${beyond} ORDER BY ${order} LIMIT ${sql.lit(PAGE_SIZE + 1)}`,
    shown(found: readonly ListedRow[]): Pick<Counted, "rows" | "previous" | "next"> {
      const hasMore = found.length > PAGE_SIZE;
      const shown = found.slice(0, PAGE_SIZE);
      if (backwards) shown.reverse();
      const place = (row: ListedRow): Place => ({ ...row, id: row.userId });
      const [first, last] = [shown[0], shown.at(-1)];
      return {
        rows: shown,
        previous: first && from && (!backwards || hasMore) ? writePlace(place(first)) : null,
        next: last && (backwards || hasMore) ? writePlace(place(last)) : null,
      };
    },
  };
}

type StatementRow = {
  totals: Omit<Totals, "standings"> & { standings: Partial<Record<Standing, number>> | null };
  groups: GroupCount[] | null;
  rows: ListedRow[] | null;
};

const totalsOf = ({ standings: found, ...totals }: StatementRow["totals"]): Totals => ({
  ...totals,
  standings: Object.fromEntries(standings.map((one) => [one, found?.[one] ?? 0])) as Totals["standings"],
});

/** Counts, groups and one page of names, from one look at everybody. */
function statement(ctx: Ctx, people: Sql, show: Standing | undefined, page: ReturnType<typeof pageOf>) {
  return sql<StatementRow>`WITH person AS MATERIALIZED (${people}),
    totals AS (SELECT jsonb_build_object('people', count(*), 'awards', coalesce(sum(p.awards), 0), 'awardsToday', coalesce(sum(p.of_today), 0),
        'earnersToday', count(*) FILTER (WHERE p.of_today > 0),
        'standings', (SELECT jsonb_object_agg(s.standing, s.people) FROM (SELECT n.standing, count(*) AS people FROM person n GROUP BY 1) s)) AS totals
      FROM person p),
    groups_of AS (SELECT g.name, count(*) FILTER (WHERE p.standing = 'earns') AS earners, count(*) AS people
      FROM person p LEFT JOIN group_members gm ON gm.organization_id = ${ctx.organization.id}::uuid AND gm.user_id = p.user_id
      LEFT JOIN groups g ON g.organization_id = gm.organization_id AND g.id = gm.group_id GROUP BY g.id, g.name
      HAVING count(*) FILTER (WHERE p.standing = 'earns') > 0 ORDER BY earners DESC, g.name LIMIT 50)
    SELECT t.totals, (SELECT jsonb_agg(to_jsonb(g)) FROM groups_of g) AS groups,
      (SELECT jsonb_agg(to_jsonb(r) - 'place' ORDER BY r.place) FROM (${page.rows(list(ctx, show))}) r) AS rows
    FROM totals t`;
}
