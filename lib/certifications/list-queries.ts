import { cursorOf, readCursor } from "@/lib/certifications/cursor";
import {
  type CertificationColumn,
  type CertificationFilters,
  type CertificationMatching,
  type CertificationSort,
  MAX_TOGETHER,
  usualColumns,
} from "@/lib/certifications/list-schema";
import { END, isWalk, matchingCertifications, standingSql } from "@/lib/certifications/matching-queries";
import type { CertificationSource, CertificationStatus } from "@/lib/certifications/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { personOf } from "@/lib/people/page-queries";

const PAGE_SIZE = 50;

export type CertificationRow = Readonly<{
  id: string;
  certificateNumber: string;
  /** As it stands now, whether or not a job has written it down. */
  standing: CertificationStatus;
  issuedAt: Date;
  /** Null: valid for life. */
  expiresAt: Date | null;
  userId: string;
  person: string;
  /** The person's, in this organisation. */
  reference: string | null;
  type: string;
  source: CertificationSource;
  /** Only where that column is wanted: null for the system and for people the organisation does not know. */
  issuedBy: string | null;
  /** Only where that column is wanted: the person's groups by name. */
  groups: readonly string[];
}>;

export type CertificationPage = Readonly<{
  rows: readonly CertificationRow[];
  /** Cursors for `before` and `after`; null where there is no further page. */
  previous: string | null;
  next: string | null;
}>;

type Asked = CertificationFilters & Readonly<{ columns?: readonly CertificationColumn[]; size?: number }>;

/**
 * Certificates, 50 at a time, newest first or as `sort` says; by expiry, those that never expire come after all that
 * do. `q` looks in numbers, names, e-mails and references.
 */
export async function listCertifications(ctx: Ctx, asked: Asked): Promise<CertificationPage> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(
    ctx,
    async (tx, now) => {
      const order = orderOf(asked.sort, isBackwards(asked));
      const size = asked.size ?? PAGE_SIZE;
      const page = await matchingCertifications(tx, ctx, {
        now,
        matching: asked,
        also: placeOf(order, asked),
        orderAndLimit: Prisma.sql`ORDER BY ${order.by} LIMIT ${size + 1}`,
      });
      const found = await tx.$queryRaw<Found[]>`
        SELECT f.id, f.certificate_number AS "certificateNumber", ${standingSql(ctx, now)} AS standing,
          f.issued_at AS "issuedAt", f.expires_at AS "expiresAt", f.source::text AS source, f.user_id AS "userId",
          m.display_name AS person, ${reference} AS reference, t.name AS type, ${extras(asked.columns)},
          CASE WHEN isfinite(${order.at}) THEN (extract(epoch FROM ${order.at}) * 1000000)::bigint::text ELSE 'infinity' END AS micros
        FROM ${page} ${personOf({ table: "certifications.user_id" })} ${typeOf}
        ORDER BY ${order.by}`;
      return pageOf(found, asked, size);
    },
    { walk: isWalk(asked), ...(asked.size ? { timeout: 120_000 } : {}) },
  );
}

/** How many certificates match; `atMost + 1` means more than that, and no more are counted. */
export async function countCertifications(
  ctx: Ctx,
  matching: CertificationMatching,
  atMost = MAX_TOGETHER,
): Promise<number> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const orderAndLimit = Prisma.sql`LIMIT ${atMost + 1}`;
    const all = await matchingCertifications(tx, ctx, { now, matching, orderAndLimit });
    const [row] = await tx.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM ${all}`;
    return row.count;
  });
}

const reference = Prisma.sql`(SELECT r.external_ref FROM memberships r
  WHERE r.organization_id = f.organization_id AND r.user_id = f.user_id)`;

const typeOf = Prisma.sql`CROSS JOIN LATERAL (SELECT t.name FROM certification_types t
  WHERE t.organization_id = f.organization_id AND t.id = f.certification_type_id LIMIT 1) t`;

/** What costs a look-up more for each row is read only where it is shown. */
function extras(columns: readonly CertificationColumn[] = usualColumns): Prisma.Sql {
  const issuedBy = Prisma.sql`(SELECT i.display_name FROM memberships i
    WHERE i.organization_id = f.organization_id AND i.user_id = f.issued_by_user_id)`;
  const groups = Prisma.sql`(SELECT array_agg(g.name ORDER BY g.name) FROM group_members b
    JOIN groups g ON g.organization_id = b.organization_id AND g.id = b.group_id
    WHERE b.organization_id = f.organization_id AND b.user_id = f.user_id)`;
  return Prisma.sql`${columns.includes("issuedBy") ? issuedBy : Prisma.sql`NULL`} AS "issuedBy",
    ${columns.includes("groups") ? groups : Prisma.sql`NULL`} AS groups`;
}

type Found = Omit<CertificationRow, "groups"> &
  Readonly<{ micros: string; groups: readonly string[] | null }>;

const isBackwards = ({ before, after }: CertificationFilters) => before !== undefined && after === undefined;

/** One row more than a page was asked for: its only use is to say that there is a further page that way. */
function pageOf(found: readonly Found[], filters: CertificationFilters, size: number): CertificationPage {
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
  const backwards = isBackwards(filters);
  if (backwards) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const hasPrevious = backwards ? hasMore : filters.after !== undefined;
  const hasNext = backwards || hasMore;
  return {
    rows: shown.map(({ micros: _, groups, ...row }) => ({ ...row, groups: groups ?? [] })),
    previous: first && hasPrevious ? cursorOf(first) : null,
    next: last && hasNext ? cursorOf(last) : null,
  };
}

/** `at` is what the list is in order of; what comes later in the page has a greater one, or with the same a greater id. */
type Order = Readonly<{ at: Prisma.Sql; isRising: boolean; isIdRising: boolean; by: Prisma.Sql }>;

/** Two indexes, each read from either end; issuing has its ids against the grain, newest first. */
function orderOf(sort: CertificationSort = "-issued", backwards: boolean): Order {
  const isByExpiry = sort.endsWith("expires");
  const isRising = sort.startsWith("-") === backwards;
  const isIdRising = isByExpiry ? isRising : !isRising;
  const at = isByExpiry ? END : Prisma.sql`f.issued_at`;
  const way = (rises: boolean) => Prisma.raw(rises ? "ASC" : "DESC");
  return { at, isRising, isIdRising, by: Prisma.sql`${at} ${way(isRising)}, f.id ${way(isIdRising)}` };
}

function placeOf({ at, isRising, isIdRising }: Order, filters: CertificationFilters): Prisma.Sql[] {
  const place = readCursor(filters.after ?? filters.before ?? "");
  if (!place) return [];
  const beyond = (rises: boolean) => Prisma.raw(rises ? ">" : "<");
  const moment =
    place.micros === "infinity"
      ? Prisma.sql`'infinity'::timestamptz`
      : Prisma.sql`(timestamptz 'epoch' + ${place.micros}::bigint * interval '1 microsecond')`;
  const id = Prisma.sql`${place.id}::uuid`;
  // Each so that the index bounds the scan; where both rise or fall together it does so within one moment too.
  if (isRising === isIdRising) return [Prisma.sql`(${at}, f.id) ${beyond(isRising)} (${moment}, ${id})`];
  return [
    Prisma.sql`${at} ${beyond(isRising)}= ${moment} AND
      (${at} ${beyond(isRising)} ${moment} OR f.id ${beyond(isIdRising)} ${id})`,
  ];
}
