import { type Access, type AccessQuery, type AccessReason, accessQuery } from "@/lib/api/access-schema";
import { isPerson } from "@/lib/api/page-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ApiAnswer, ApiRequest } from "@/lib/http/api-route";
import { parse } from "@/lib/validation";

type Row = Readonly<{
  isKnown: boolean;
  opensSomewhere: boolean;
  number: string | null;
  type: string | null;
  expiresAt: Date | null;
  reason: Exclude<AccessReason, "unknown_person" | "unknown_scope" | "no_certificate"> | null;
}>;

/** The certificate that decides: a valid one, of several the one valid longest; else the latest. */
async function deciding(tx: Tx, ctx: Ctx, { person, scope }: AccessQuery, now: Date): Promise<Row> {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  const [row] = await tx.$queryRaw<[Row]>`
    WITH holder AS (
      SELECT m.user_id FROM memberships m WHERE m.organization_id = ${organization} AND ${isPerson(ctx, Prisma.sql`m.user_id`, person)}
    ), types AS (
      SELECT k.id, k.code FROM certification_types k
      WHERE k.organization_id = ${organization} AND k.access_scopes @> ARRAY[${scope}]
    ), held AS (
      SELECT c.certificate_number AS number, k.code AS type, c.expires_at, c.issued_at, c.id, CASE
          WHEN c.status NOT IN ('active', 'expiring_soon') THEN c.status::text
          WHEN c.expires_at <= ${now} THEN 'expired'
          ELSE 'valid' END AS reason
      FROM certifications c JOIN types k ON k.id = c.certification_type_id
      WHERE c.organization_id = ${organization} AND c.user_id = (SELECT user_id FROM holder) AND c.issued_at <= ${now}
    ), best AS (
      SELECT * FROM held
      ORDER BY reason = 'valid' DESC, CASE reason WHEN 'valid' THEN expires_at END DESC NULLS FIRST, issued_at DESC, id LIMIT 1
    )
    SELECT EXISTS (SELECT FROM holder) AS "isKnown", EXISTS (SELECT FROM types) AS "opensSomewhere",
      b.number, b.type, b.expires_at AS "expiresAt", b.reason
    FROM (SELECT) one LEFT JOIN best b ON true`;
  return row;
}

function reasonOf({ isKnown, opensSomewhere, reason }: Row): AccessReason {
  if (!isKnown) return "unknown_person";
  if (!opensSomewhere) return "unknown_scope";
  return reason ?? "no_certificate";
}

/**
 * Whether somebody may do what asks for a certificate, from certificates that are valid at this moment by the
 * database's clock, whether or not a sweep has written down that others have ended. Types out of use count as long as
 * their certificates do. Unknown and foreign people are both unknown, and not allowed. Throws `invalid` for a query
 * that names no person or no scope.
 */
export async function readAccess(ctx: Ctx, { query }: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, "access:read");
  requireModule(ctx, "certifications");
  const asked = parse(accessQuery, query);
  const body = await inTenant(ctx, async (tx, now): Promise<Access> => {
    const row = await deciding(tx, ctx, asked, now);
    const reason = reasonOf(row);
    const allowed = reason === "valid";
    const ends = row.expiresAt?.toISOString() ?? null;
    return {
      allowed,
      until: allowed ? ends : null,
      certificate:
        allowed && row.number && row.type ? { number: row.number, type: row.type, expires_at: ends } : null,
      reason,
      checked_at: now.toISOString(),
    };
  });
  return { status: 200, headers: { "cache-control": "no-store" }, body };
}
