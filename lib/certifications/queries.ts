import type * as z from "zod";
import { type CertificationSource, type CertificationStatus, standing } from "@/lib/certifications/rules";
import type { certificationId } from "@/lib/certifications/schema";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { ask, moment, momentOrNull, type Question } from "@/lib/database/question";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

export type HeldCertification = Readonly<{
  id: string;
  certificateNumber: string;
  type: string;
  description: string;
  /** As it stands now. */
  standing: CertificationStatus;
  issuedAt: Date;
  /** Null: valid for life. */
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Told to the holder and to the administration, to nobody else. */
  revocationReason: string | null;
  /** The one that follows it. */
  renewedBy: Readonly<{ id: string; certificateNumber: string }> | null;
}>;

export type CertificationView = HeldCertification &
  Readonly<{
    userId: string;
    person: string;
    typeId: string;
    source: CertificationSource;
    /** Name of who issued it; null for the system and for people the organisation does not know. */
    issuedBy: string | null;
    revokedBy: string | null;
    expiryWarningSentAt: Date | null;
    /** The one it follows; of several that were taken over from an older system, the latest. */
    renews: Readonly<{ id: string; certificateNumber: string }> | null;
    /** As it is written down, which `standing` may be ahead of. */
    status: CertificationStatus;
    /** Of the type, as it is today. */
    validityMonths: number | null;
    isTypeActive: boolean;
    notes: string | null;
    createdAt: Date;
  }>;

/**
 * What one person holds and has held, newest first: for their profile and their page. Nothing of the administration's
 * own notes; why one was revoked is told to the holder only. Whether the asker may see this person's page is the page's question.
 */
export async function listCertificationsOf(ctx: Ctx, userId: string): Promise<HeldCertification[]> {
  return inTenant(ctx, (tx, now) => ask(tx, certificationsOf(ctx, userId, now)));
}

type Moments = "issuedAt" | "expiresAt" | "revokedAt";
type Held = Omit<HeldCertification, "standing" | "renewedBy" | Moments> &
  Readonly<{
    issuedAt: string;
    expiresAt: string | null;
    revokedAt: string | null;
    status: CertificationStatus;
    warningDays: number | null;
    renewedById: string | null;
    renewedByNumber: string | null;
  }>;

/** As `listCertificationsOf`. */
export function certificationsOf(ctx: Ctx, userId: string, now: Date): Question<HeldCertification[]> {
  authorize(ctx, "profile:read");
  requireModule(ctx, "certifications");
  const { id: organizationId, expiryWarningDays } = ctx.organization;
  return {
    sql: Prisma.sql`
    SELECT c.id, c.certificate_number AS "certificateNumber", t.name AS type, t.description, c.status::text AS status,
      c.issued_at AS "issuedAt", c.expires_at AS "expiresAt", c.revoked_at AS "revokedAt",
      CASE WHEN c.user_id = ${actorUserId(ctx)}::uuid THEN c.revocation_reason END AS "revocationReason",
      t.warning_days AS "warningDays", later.id AS "renewedById", later.certificate_number AS "renewedByNumber"
    FROM certifications c
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    LEFT JOIN certifications later ON later.organization_id = c.organization_id AND later.id = c.renewed_by_id
    WHERE c.organization_id = ${organizationId}::uuid AND c.user_id = ${userId}::uuid
    ORDER BY c.issued_at DESC, c.id`,
    read: (rows: readonly Held[]) =>
      rows.map(({ status, warningDays, renewedById, renewedByNumber, ...row }) => {
        const expiresAt = momentOrNull(row.expiresAt);
        return {
          ...row,
          issuedAt: moment(row.issuedAt),
          expiresAt,
          revokedAt: momentOrNull(row.revokedAt),
          renewedBy: named(renewedById, renewedByNumber),
          standing: standing({ status, expiresAt }, now, warningDays ?? expiryWarningDays),
        };
      }),
  };
}

type Found = Omit<CertificationView, "standing" | "renewedBy" | "renews"> &
  Readonly<{
    warningDays: number | null;
    renewedById: string | null;
    renewedByNumber: string | null;
    renewsId: string | null;
    renewsNumber: string | null;
  }>;

const named = (id: string | null, certificateNumber: string | null) =>
  id && certificateNumber ? { id, certificateNumber } : null;

/** One certificate with everything the administration knows; unknown and foreign ids look the same. */
export async function getCertification(
  ctx: Ctx,
  { id }: z.output<typeof certificationId>,
): Promise<CertificationView> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  const { id: organizationId, expiryWarningDays } = ctx.organization;
  return inTenant(ctx, async (tx, now) => {
    const [found] = await tx.$queryRaw<Found[]>`
      SELECT c.id, c.certificate_number AS "certificateNumber", c.status::text AS status, c.issued_at AS "issuedAt",
        c.expires_at AS "expiresAt", c.revoked_at AS "revokedAt", c.revocation_reason AS "revocationReason", c.notes,
        c.user_id AS "userId", c.source::text AS source, c.expiry_warning_sent_at AS "expiryWarningSentAt",
        c.created_at AS "createdAt", t.id AS "typeId", t.name AS type, t.description, t.warning_days AS "warningDays",
        m.display_name AS person, issuer.display_name AS "issuedBy", revoker.display_name AS "revokedBy",
        t.validity_months AS "validityMonths", t.is_active AS "isTypeActive",
        later.id AS "renewedById", later.certificate_number AS "renewedByNumber",
        earlier.id AS "renewsId", earlier.certificate_number AS "renewsNumber"
      FROM certifications c
      JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
      JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
      LEFT JOIN memberships issuer ON issuer.organization_id = c.organization_id AND issuer.user_id = c.issued_by_user_id
      LEFT JOIN memberships revoker ON revoker.organization_id = c.organization_id AND revoker.user_id = c.revoked_by_user_id
      LEFT JOIN certifications later ON later.organization_id = c.organization_id AND later.id = c.renewed_by_id
      LEFT JOIN LATERAL (SELECT e.id, e.certificate_number FROM certifications e
        WHERE e.organization_id = c.organization_id AND e.renewed_by_id = c.id ORDER BY e.issued_at DESC, e.id LIMIT 1) earlier ON true
      WHERE c.organization_id = ${organizationId}::uuid AND c.id = ${id}::uuid`;
    if (!found) throw notFound("certification");
    const { warningDays, renewedById, renewedByNumber, renewsId, renewsNumber, ...row } = found;
    return {
      ...row,
      standing: standing(row, now, warningDays ?? expiryWarningDays),
      renewedBy: named(renewedById, renewedByNumber),
      renews: named(renewsId, renewsNumber),
    };
  });
}
