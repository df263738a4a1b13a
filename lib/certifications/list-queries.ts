import { dayOf, startOfDay } from "@/lib/badges/rules";
import { cursorOf, readCursor } from "@/lib/certifications/cursor";
import type { CertificationStatus } from "@/lib/certifications/rules";
import type { CertificationFilters } from "@/lib/certifications/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

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
const standingSql = (now: Date, days: number) => Prisma.sql`
  CASE WHEN c.status NOT IN ('active', 'expiring_soon') THEN c.status::text
    WHEN c.expires_at <= ${now} THEN 'expired'
    WHEN c.expires_at <= ${now}::timestamptz + coalesce(t.warning_days, ${days}::integer) * interval '24 hours' THEN 'expiring_soon'
    ELSE 'active' END`;

/** Certificates, newest first, 50 at a time. `q` looks in numbers, names, e-mails and references. */
export async function listCertifications(
  ctx: Ctx,
  filters: CertificationFilters,
): Promise<CertificationPage> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const standing = standingSql(now, ctx.organization.expiryWarningDays);
    const found = await tx.$queryRaw<Found[]>`
      SELECT c.id, c.certificate_number AS "certificateNumber", ${standing} AS standing, c.issued_at AS "issuedAt",
        c.expires_at AS "expiresAt", c.user_id AS "userId", m.display_name AS person, t.name AS type,
        (extract(epoch FROM c.issued_at) * 1000000)::bigint::text AS micros
      FROM certifications c
      JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
      JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
      WHERE c.organization_id = ${ctx.organization.id}::uuid AND ${conditions(ctx, filters, standing)}
      ORDER BY ${isBackwards(filters) ? Prisma.sql`c.issued_at, c.id DESC` : Prisma.sql`c.issued_at DESC, c.id`}
      LIMIT ${PAGE_SIZE + 1}`;
    return pageOf(found, filters);
  });
}

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

function conditions(ctx: Ctx, filters: CertificationFilters, standing: Prisma.Sql): Prisma.Sql {
  const { q, status, type, from, to } = filters;
  const { timeZone } = ctx.organization;
  const all = [Prisma.sql`true`, ...placeOf(filters)];
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
    all.push(Prisma.sql`(c.certificate_number ILIKE ${like} OR m.display_name ILIKE ${like} OR m.email ILIKE ${like}
      OR m.external_ref ILIKE ${like})`);
  }
  if (type) all.push(Prisma.sql`c.certification_type_id = ${type}::uuid`);
  if (status) all.push(Prisma.sql`(${standing}) = ${status}`);
  if (from) all.push(Prisma.sql`c.expires_at >= ${startOfDay(from, timeZone)}`);
  if (to) all.push(Prisma.sql`c.expires_at < ${dayAfter(to, timeZone)}`);
  return Prisma.join(all, " AND ");
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
      ? Prisma.sql`c.issued_at >= ${at} AND (c.issued_at > ${at} OR c.id < ${id})`
      : Prisma.sql`c.issued_at <= ${at} AND (c.issued_at < ${at} OR c.id > ${id})`,
  ];
}
