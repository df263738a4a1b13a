import { dayOf, startOfDay } from "@/lib/badges/rules";
import type { CertificationMatching, StandingFilter } from "@/lib/certifications/list-schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { hasNotLeft } from "@/lib/people/leaver-queries";
import { onePage } from "@/lib/people/page-queries";

/** The same rule as `standing` in rules.ts, of a certificate `f`; a test compares the two. */
const warningDays = Prisma.sql`(SELECT t.warning_days FROM certification_types t
  WHERE t.organization_id = f.organization_id AND t.id = f.certification_type_id)`;
export const standingSql = ({ organization }: Ctx, now: Date) => Prisma.sql`
  CASE WHEN f.status NOT IN ('active', 'expiring_soon') THEN f.status::text
    WHEN f.expires_at <= ${now} THEN 'expired'
    WHEN f.expires_at <= ${now}::timestamptz + coalesce(${warningDays}, ${organization.expiryWarningDays}::integer) * interval '24 hours' THEN 'expiring_soon'
    ELSE 'active' END`;

/** The expiry as idx_certifications_org_end has it: what never expires comes after everything that does. */
export const END = Prisma.sql`coalesce(f.expires_at, 'infinity'::timestamptz)`;

/** The first moment of the day after, in the organisation's calendar. */
const dayAfter = (day: string, timeZone: string) =>
  startOfDay(dayOf(startOfDay(day, timeZone), timeZone).add({ days: 1 }), timeZone);

/** No window is longer (certification_types_warning_days, organizations_expiry_warning_days): nothing to look up beyond. */
const LONGEST_WINDOW = Prisma.sql`interval '365 days'`;

function standsAs(ctx: Ctx, status: StandingFilter, now: Date): Prisma.Sql {
  const isRunning = Prisma.sql`f.status IN ('active', 'expiring_soon')`;
  const isValid = Prisma.sql`${isRunning} AND ${END} > ${now}`;
  const mayEndSoon = Prisma.sql`${END} <= ${now}::timestamptz + ${LONGEST_WINDOW}`;
  const stands = Prisma.sql`(${standingSql(ctx, now)}) = ${status}`;
  switch (status) {
    case "valid":
      return isValid;
    case "active":
      return Prisma.sql`${isValid} AND (NOT ${mayEndSoon} OR ${stands})`;
    case "expiring_soon":
      return Prisma.sql`${isValid} AND ${mayEndSoon} AND ${stands}`;
    case "expired":
      return Prisma.sql`(f.status = 'expired' OR (${isRunning} AND ${END} <= ${now}))`;
    case "not_ended_early":
      return Prisma.sql`f.status NOT IN ('revoked', 'superseded')`;
    default:
      return Prisma.sql`f.status = ${status}::certification_status`;
  }
}

/** The day `yyyy-mm-dd` a certificate `f` ends on: the last on which it is valid, see `lastDayOf`. */
export const lastDaySql = ({ organization }: Ctx) =>
  Prisma.sql`((f.expires_at - interval '1 millisecond') AT TIME ZONE ${organization.timeZone})::date::text`;

/** What makes a certificate `f` one of those that are asked for, apart from the text. */
function conditionsOf(ctx: Ctx, matching: CertificationMatching, now: Date): Prisma.Sql[] {
  const { status, type, group, from, to, within } = matching;
  const { timeZone } = ctx.organization;
  const all: Prisma.Sql[] = [];
  if (type) all.push(Prisma.sql`f.certification_type_id = ${type}::uuid`);
  if (group) {
    all.push(Prisma.sql`EXISTS (SELECT FROM group_members g WHERE g.organization_id = f.organization_id
      AND g.user_id = f.user_id AND g.group_id = ${group}::uuid)`);
  }
  if (status) all.push(standsAs(ctx, status, now));
  if (from || to) all.push(Prisma.sql`${END} < 'infinity'`);
  // One that ends at midnight has its last day before that.
  if (from) all.push(Prisma.sql`${END} > ${startOfDay(from, timeZone)}`);
  if (to) all.push(Prisma.sql`${END} <= ${dayAfter(to, timeZone)}`);
  if (within) {
    const last = dayOf(now, timeZone)
      .add({ days: Number(within) })
      .toString();
    // For whoever renews: nobody's who has left, as in the queue of lib/dashboard.
    all.push(standsAs(ctx, "valid", now), Prisma.sql`${END} <= ${dayAfter(last, timeZone)}`, hasNotLeft("f"));
  }
  return all;
}

type Wanted = Readonly<{
  now: Date;
  matching: CertificationMatching;
  /** Conditions besides, and `ORDER BY … LIMIT …`, on `f`. */
  also?: readonly Prisma.Sql[];
  orderAndLimit: Prisma.Sql;
}>;

/** The certificates that are asked for, as `f` in a FROM. A text is looked for in numbers, names, e-mails and references. */
export function matchingCertifications(tx: Tx, ctx: Ctx, wanted: Wanted): Promise<Prisma.Sql> {
  const { now, matching, also = [], orderAndLimit } = wanted;
  return onePage(tx, ctx, {
    table: "certifications.user_id",
    conditions: [
      ...also,
      ...(matching.ids ? [Prisma.sql`f.id = ANY (${[...matching.ids]}::uuid[])`] : []),
      ...conditionsOf(ctx, matching, now),
    ],
    orderAndLimit,
    q: matching.q,
    orElse: matching.q
      ? Prisma.sql`f.certificate_number ILIKE ${`%${matching.q.replace(/[\\%_]/g, "\\$&")}%`}`
      : undefined,
  });
}

/** Nothing but pages in the order of an index: see `walk` of `inTenant`. */
export const isWalk = ({ q, status, group, from, to, within, ids }: CertificationMatching): boolean =>
  ![q, status, group, from, to, within, ids].some(Boolean);
