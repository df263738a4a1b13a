import { isId, isPerson, type List, personName, readPage } from "@/lib/api/page-queries";
import {
  achievementsQuery,
  awardsQuery,
  certificationsQuery,
  peopleQuery,
  tierAssignmentsQuery,
} from "@/lib/api/read-schema";
import { standingSql } from "@/lib/badges/standing-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ApiAnswer, ApiRequest } from "@/lib/http/api-route";
import { parse } from "@/lib/validation";

const { sql } = Prisma;
/** The conditions of the filters that were given. */
const given = (...conditions: readonly (Prisma.Sql | false | undefined | "")[]) =>
  conditions.filter((condition): condition is Prisma.Sql => Boolean(condition));

/** People, whatever their role and status. */
export async function listPeople(ctx: Ctx, request: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, "people:read");
  const query = parse(peopleQuery, request.query);
  const { external_ref, email, role, status } = query;
  return readPage(ctx, request, query, () => ({
    columns: sql`m.user_id AS id, ${personName} AS person, m.external_ref, m.display_name AS name, m.email, m.role::text AS role,
      m.status::text AS status, m.joined_on::text AS joined_on, m.created_at, m.updated_at`,
    from: sql`memberships m`,
    alias: "m",
    where: given(
      external_ref && sql`m.external_ref = ${external_ref}`,
      email && sql`m.email = ${email.toLowerCase()}`,
      role && sql`m.role = ${role}::membership_role`,
      status && sql`m.status = ${status}::membership_status`,
    ),
  }));
}

/** Definitions of achievements, drafts and archived ones included. */
export async function listAchievements(ctx: Ctx, request: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const query = parse(achievementsQuery, request.query);
  const { key, category, status } = query;
  return readPage(ctx, request, query, () => ({
    columns: sql`a.id, a.key, a.name, a.description, a.category::text AS category, a.status::text AS status,
      a.trigger_type::text AS trigger_type, a.trigger_threshold, a.trigger_metadata, a.criteria, a.is_repeatable,
      a.badge_icon_url, a.payment_amount::float8 AS payment_amount, a.payment_currency, a.created_at, a.updated_at`,
    from: sql`achievements a`,
    alias: "a",
    where: given(
      key && sql`a.key = ${key}`,
      category && sql`a.category = ${category}::achievement_category`,
      status && sql`a.status = ${status}::achievement_status`,
    ),
  }));
}

/** Badges that people have earned, whatever became of them since. */
export async function listAwards(ctx: Ctx, request: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  const query = parse(awardsQuery, request.query);
  const { person, achievement, status } = query;
  return readPage(
    ctx,
    request,
    query,
    (now): List => ({
      columns: sql`e.id, e.user_id, ${personName} AS person, e.achievement_id, a.key AS achievement, e.occurrence,
        ${standingSql("e", now)} AS status, e.source::text AS source, e.met_on::text AS met_on, e.awarded_at, e.expires_at,
        e.revoked_at, e.revocation_reason, e.evidence_url, e.created_at, e.updated_at`,
      from: sql`earned_badges e
        JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
        JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id`,
      alias: "e",
      where: given(
        person && isPerson(ctx, sql`e.user_id`, person),
        achievement && sql`(a.key = ${achievement} OR ${isId(sql`a.id`, achievement)})`,
        status && sql`${standingSql("e", now)} = ${status}`,
      ),
    }),
  );
}

/** Who reached which tier in which period. */
export async function listTierAssignments(ctx: Ctx, request: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, "tiers:read");
  requireModule(ctx, "recognition_tiers");
  const query = parse(tierAssignmentsQuery, request.query);
  const { person, period, status } = query;
  return readPage(ctx, request, query, () => ({
    columns: sql`t.id, t.user_id, ${personName} AS person, t.tier_id, r.name AS tier, t.period_key, t.period_start, t.period_end,
      t.metric_value::float8 AS metric_value, t.status::text AS status, t.assigned_at, t.revoked_at, t.created_at, t.updated_at`,
    from: sql`tier_assignments t
      JOIN recognition_tiers r ON r.organization_id = t.organization_id AND r.id = t.tier_id
      JOIN memberships m ON m.organization_id = t.organization_id AND m.user_id = t.user_id`,
    alias: "t",
    where: given(
      person && isPerson(ctx, sql`t.user_id`, person),
      period && sql`t.period_key = ${period}`,
      status && sql`t.status = ${status}::tier_assignment_status`,
    ),
  }));
}

// The same rule as `standing` in lib/certifications/rules.ts.
const certificateStanding = (ctx: Ctx, now: Date) => sql`CASE
  WHEN c.status NOT IN ('active', 'expiring_soon') THEN c.status::text
  WHEN c.expires_at <= ${now} THEN 'expired'
  WHEN c.expires_at <= ${now}::timestamptz + coalesce(k.warning_days, ${ctx.organization.expiryWarningDays}::integer) * interval '24 hours'
    THEN 'expiring_soon'
  ELSE 'active' END`;

/** Certificates, whatever became of them since. */
export async function listCertifications(ctx: Ctx, request: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  const query = parse(certificationsQuery, request.query);
  const { person, number, type, status } = query;
  return readPage(
    ctx,
    request,
    query,
    (now): List => ({
      columns: sql`c.id, c.user_id, ${personName} AS person, c.certificate_number AS number, k.code AS type, k.name AS type_name,
        ${certificateStanding(ctx, now)} AS status, c.source::text AS source, c.issued_at, c.expires_at, c.revoked_at,
        c.revocation_reason, c.renewed_by_id AS renewed_by, c.created_at, c.updated_at`,
      from: sql`certifications c
        JOIN certification_types k ON k.organization_id = c.organization_id AND k.id = c.certification_type_id
        JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id`,
      alias: "c",
      where: given(
        person && isPerson(ctx, sql`c.user_id`, person),
        number && sql`c.certificate_number = ${number}`,
        type && sql`k.code = ${type}`,
        status && sql`${certificateStanding(ctx, now)} = ${status}`,
      ),
    }),
  );
}
