import { dayOf, startOfDay } from "@/lib/badges/rules";
import { cursorOf, readCursor } from "@/lib/certifications/cursor";
import type { CertificationStatus } from "@/lib/certifications/rules";
import type { CertificationFilters } from "@/lib/certifications/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { onePage, personOf } from "@/lib/people/page-queries";

const PAGE_SIZE = 50;

export type CertificationRow = Readonly<{
  id: string;
  certificateNumber: string;
  /** As it stands now, whether or not a job has written it down. */
  standing: CertificationStatus;
  issuedAt: Date;
  expiresAt: Date | null;
  userId: string;
  person: string;
  type: string;
}>;

export type CertificationPage = Readonly<{
  rows: readonly CertificationRow[];
  /** Cursors for `before` and `after`; null where there is no further page. */
  previous: string | null;
  next: string | null;
}>;

/** The same rule as `standing` in rules.ts; a test compares the two. */
const warningDays = Prisma.sql`(SELECT t.warning_days FROM certification_types t
  WHERE t.organization_id = f.organization_id AND t.id = f.certification_type_id)`;
const standingSql = (now: Date, days: number) => Prisma.sql`
  CASE WHEN f.status NOT IN ('active', 'expiring_soon') THEN f.status::text
    WHEN f.expires_at <= ${now} THEN 'expired'
    WHEN f.expires_at <= ${now}::timestamptz + coalesce(${warningDays}, ${days}::integer) * interval '24 hours' THEN 'expiring_soon'
    ELSE 'active' END`;

/** Certificates, newest first, 50 at a time. `q` looks in numbers, names, e-mails and references. */
export async function listCertifications(
  ctx: Ctx,
  filters: CertificationFilters,
): Promise<CertificationPage> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(
    ctx,
    async (tx, now) => {
      const standing = standingSql(now, ctx.organization.expiryWarningDays);
      const order = isBackwards(filters)
        ? Prisma.sql`f.issued_at, f.id DESC`
        : Prisma.sql`f.issued_at DESC, f.id`;
      const page = await onePage(tx, ctx, {
        table: "certifications.user_id",
        conditions: conditions(ctx, filters, standing),
        orderAndLimit: Prisma.sql`ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`,
        q: filters.q,
        orElse: filters.q
          ? Prisma.sql`f.certificate_number ILIKE ${`%${filters.q.replace(/[\\%_]/g, "\\$&")}%`}`
          : undefined,
      });
      const found = await tx.$queryRaw<Found[]>`
      SELECT f.id, f.certificate_number AS "certificateNumber", ${standing} AS standing, f.issued_at AS "issuedAt",
        f.expires_at AS "expiresAt", f.user_id AS "userId", m.display_name AS person, t.name AS type,
        (extract(epoch FROM f.issued_at) * 1000000)::bigint::text AS micros
      FROM ${page} ${personOf({ table: "certifications.user_id" })} ${typeOf}
      ORDER BY ${order}`;
      return pageOf(found, filters);
    },
    { walk: !(filters.q || filters.status || filters.from || filters.to) },
  );
}

const typeOf = Prisma.sql`CROSS JOIN LATERAL (SELECT t.name FROM certification_types t
  WHERE t.organization_id = f.organization_id AND t.id = f.certification_type_id LIMIT 1) t`;

type Found = CertificationRow & Readonly<{ micros: string }>;

const isBackwards = ({ before, after }: CertificationFilters) => before !== undefined && after === undefined;

/** One row more than a page was asked for: its only use is to say that there is a further page that way. */
function pageOf(found: readonly Found[], filters: CertificationFilters): CertificationPage {
  const hasMore = found.length > PAGE_SIZE;
  const shown = found.slice(0, PAGE_SIZE);
  const backwards = isBackwards(filters);
  if (backwards) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const hasPrevious = backwards ? hasMore : filters.after !== undefined;
  const hasNext = backwards || hasMore;
  return {
    rows: shown.map(({ micros: _, ...row }) => row),
    previous: first && hasPrevious ? cursorOf(first) : null,
    next: last && hasNext ? cursorOf(last) : null,
  };
}

function conditions(ctx: Ctx, filters: CertificationFilters, standing: Prisma.Sql): Prisma.Sql[] {
  const { status, type, from, to } = filters;
  const { timeZone } = ctx.organization;
  const all = placeOf(filters);
  if (type) all.push(Prisma.sql`f.certification_type_id = ${type}::uuid`);
  if (status) all.push(Prisma.sql`(${standing}) = ${status}`);
  if (from) all.push(Prisma.sql`f.expires_at >= ${startOfDay(from, timeZone)}`);
  if (to) all.push(Prisma.sql`f.expires_at < ${dayAfter(to, timeZone)}`);
  return all;
}

const dayAfter = (day: string, timeZone: string) =>
  startOfDay(dayOf(startOfDay(day, timeZone), timeZone).add({ days: 1 }), timeZone);

function placeOf(filters: CertificationFilters): Prisma.Sql[] {
  const place = readCursor(filters.after ?? filters.before ?? "");
  if (!place) return [];
  // Two conditions, so that the index on issued_at bounds the scan.
  const at = Prisma.sql`(timestamptz 'epoch' + ${place.micros}::bigint * interval '1 microsecond')`;
  const id = Prisma.sql`${place.id}::uuid`;
  return [
    isBackwards(filters)
      ? Prisma.sql`f.issued_at >= ${at} AND (f.issued_at > ${at} OR f.id < ${id})`
      : Prisma.sql`f.issued_at <= ${at} AND (f.issued_at < ${at} OR f.id > ${id})`,
  ];
}
