import { lastDayOf, renewedUntil } from "@/lib/certifications/calendar-rules";
import { MAX_AT_ONCE, type ManyFilter, type ManyKind } from "@/lib/certifications/many-schema";
import { END, matchingCertifications, standingSql } from "@/lib/certifications/matching-queries";
import { type RenewalObstacle, renewalObstacle } from "@/lib/certifications/renewal-rules";
import { type CertificationStatus, canBecome } from "@/lib/certifications/rules";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { personOf } from "@/lib/people/page-queries";
import { isOfOurTimes } from "@/lib/validation";

/** Why nothing happens to a certificate; see `renewalObstacle` for the first ones. */
export type ManyObstacle = RenewalObstacle | "holdsAnother" | "tooFar" | "superseded";

export type PlannedCertificate = Readonly<{
  id: string;
  certificateNumber: string;
  person: string;
  type: string;
  standing: CertificationStatus;
  expiresAt: Date | null;
  /** Null: it is renewed or revoked. */
  obstacle: ManyObstacle | null;
  /** When the renewed one ends; null where nothing is renewed. */
  until: Date | null;
}>;

type Row = Omit<PlannedCertificate, "obstacle" | "until"> &
  Readonly<{
    userId: string;
    typeId: string;
    isRenewed: boolean;
    validityMonths: number | null;
    isTypeActive: boolean;
    holdsAnother: boolean;
  }>;

/**
 * What renewing or revoking many would do to each, and nothing of it done: soonest to expire first. Certificates that
 * are not known here are left out, foreign ones like those that do not exist; `not_found` when nothing is left.
 * `invalid` for more than can be done together.
 */
export async function previewMany(
  ctx: Ctx,
  kind: ManyKind,
  asked: ManyFilter,
): Promise<readonly PlannedCertificate[]> {
  authorize(ctx, kind === "renew" ? "certifications:issue" : "certifications:revoke");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const rows = await chosen(tx, ctx, asked, now);
    if (rows.length === 0) throw notFound("certification");
    if (rows.length > MAX_AT_ONCE) {
      throw new AppError("invalid", msg("form"), { ids: msg("field.tooMany", { maximum: MAX_AT_ONCE }) });
    }
    return kind === "renew" ? renewals(ctx, rows, now) : rows.map(revocation);
  });
}

async function chosen(tx: Tx, ctx: Ctx, asked: ManyFilter, now: Date): Promise<Row[]> {
  const { ids, all, ...matching } = asked;
  if (!ids && !all) return [];
  const page = await matchingCertifications(tx, ctx, {
    now,
    matching: ids ? {} : matching,
    also: ids ? [Prisma.sql`f.id = ANY (${[...ids]}::uuid[])`] : [],
    orderAndLimit: Prisma.sql`ORDER BY ${END}, f.id LIMIT ${MAX_AT_ONCE + 1}`,
  });
  return tx.$queryRaw<Row[]>`
    SELECT f.id, f.certificate_number AS "certificateNumber", m.display_name AS person, t.name AS type,
      ${standingSql(ctx, now)} AS standing, f.expires_at AS "expiresAt", f.user_id AS "userId",
      f.certification_type_id AS "typeId", f.renewed_by_id IS NOT NULL AS "isRenewed", t.validity_months AS "validityMonths",
      t.is_active AS "isTypeActive", EXISTS (SELECT FROM certifications o WHERE o.organization_id = f.organization_id
        AND o.user_id = f.user_id AND o.certification_type_id = f.certification_type_id AND o.id <> f.id
        AND o.status IN ('active', 'expiring_soon') AND coalesce(o.expires_at, 'infinity') > ${now}) AS "holdsAnother"
    FROM ${page} ${personOf({ table: "certifications.user_id" })}
    CROSS JOIN LATERAL (SELECT t.name, t.validity_months, t.is_active FROM certification_types t
      WHERE t.organization_id = f.organization_id AND t.id = f.certification_type_id LIMIT 1) t
    ORDER BY ${END}, f.id`;
}

/** By the same rules as one renewal, in order: a second one of a person and type comes after the first. */
function renewals(ctx: Ctx, rows: readonly Row[], now: Date): PlannedCertificate[] {
  const { timeZone } = ctx.organization;
  const given = new Set<string>();
  return rows.map((row) => {
    const { userId, typeId, validityMonths, holdsAnother } = row;
    const slot = `${userId} ${typeId}`;
    const until = renewedUntil(row.expiresAt, now, validityMonths, timeZone);
    const isTooFar = until !== null && !isOfOurTimes(lastDayOf(until, timeZone));
    const obstacle =
      renewalObstacle(row, actorUserId(ctx)) ??
      (holdsAnother || given.has(slot) ? "holdsAnother" : isTooFar ? "tooFar" : null);
    if (obstacle === null) given.add(slot);
    return { ...shown(row), obstacle, until: obstacle === null ? until : null };
  });
}

function revocation(row: Row): PlannedCertificate {
  const isOver = row.standing === "superseded" ? "superseded" : "revoked";
  return { ...shown(row), obstacle: canBecome(row.standing, "revoked") ? null : isOver, until: null };
}

const shown = ({ id, certificateNumber, person, type, standing, expiresAt }: Row) => ({
  id,
  certificateNumber,
  person,
  type,
  standing,
  expiresAt,
});
