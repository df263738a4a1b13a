import type { CertificationStatus } from "@/lib/certifications/rules";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";

export type LockedCertification = Readonly<{
  id: string;
  userId: string;
  certificationTypeId: string;
  certificateNumber: string;
  /** As it is written down; what it is worth now is for `standing` to say. */
  status: CertificationStatus;
  issuedAt: Date;
  /** Null: valid for life. */
  expiresAt: Date | null;
  expiryWarningSentAt: Date | null;
  renewedById: string | null;
  /** Days of the warning window: the type's, else the organisation's. */
  warningDays: number;
  validityMonths: number | null;
}>;

/** One certificate, held until the transaction ends: two who change it see each other. `not_found` for foreign ids too. */
export async function lockCertification(tx: Tx, ctx: Ctx, id: string): Promise<LockedCertification> {
  const { id: organizationId, expiryWarningDays } = ctx.organization;
  const [row] = await tx.$queryRaw<LockedCertification[]>`
    SELECT c.id, c.user_id AS "userId", c.certification_type_id AS "certificationTypeId", c.certificate_number AS "certificateNumber",
      c.status::text AS status, c.issued_at AS "issuedAt", c.expires_at AS "expiresAt",
      c.expiry_warning_sent_at AS "expiryWarningSentAt", c.renewed_by_id AS "renewedById",
      coalesce(t.warning_days, ${expiryWarningDays}::integer) AS "warningDays", t.validity_months AS "validityMonths"
    FROM certifications c JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    WHERE c.organization_id = ${organizationId}::uuid AND c.id = ${id}::uuid FOR NO KEY UPDATE OF c`;
  if (!row) throw notFound("certification");
  return row;
}

type Seen = Readonly<{ seenIssuedAt: string; seenExpiresAt?: string }>;

/** Whether the dates are those that were seen; somebody else's correction must not be overwritten unseen. */
export const isAsSeen = (row: LockedCertification, { seenIssuedAt, seenExpiresAt }: Seen): boolean =>
  row.issuedAt.getTime() === Date.parse(seenIssuedAt) &&
  (row.expiresAt?.getTime() ?? null) === (seenExpiresAt === undefined ? null : Date.parse(seenExpiresAt));

export const changedMeanwhile = () => new AppError("conflict", msg("certificateLife.changedMeanwhile"));
