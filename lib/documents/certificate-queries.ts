import { storedDesign } from "@/lib/certifications/design-queries";
import type { CertificateDesign } from "@/lib/certifications/design-schema";
import { type CertificationStatus, standing } from "@/lib/certifications/rules";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** All that stands on a certificate. Times are instants; the organisation's calendar makes days of them. */
export type PrintedCertificate = Readonly<{
  id: string;
  certificateNumber: string;
  verificationToken: string;
  name: string;
  type: string;
  description: string;
  /** Of the registration it was issued for. */
  course: string | null;
  issuedAt: Date;
  /** Null: valid for life. */
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** As it stands when the document is made. */
  standing: CertificationStatus;
  /** Number of the certificate that took over. */
  renewedBy: string | null;
  design: CertificateDesign | null;
}>;

type Row = Omit<PrintedCertificate, "standing" | "design"> &
  Readonly<{ status: CertificationStatus; warningDays: number | null; template: unknown }>;

type Wanted = Readonly<{ ids: readonly string[] } | { number: string }> & Readonly<{ holder?: string }>;

/**
 * Certificates of the organisation in the order of `ids`; those it does not have are missing from the answer. With
 * `holder` only what this person holds or has held.
 */
export async function printedCertificates(
  tx: Tx,
  { organization }: Ctx,
  now: Date,
  wanted: Wanted,
): Promise<PrintedCertificate[]> {
  const which =
    "ids" in wanted
      ? Prisma.sql`c.id = ANY(${wanted.ids}::uuid[])`
      : Prisma.sql`c.certificate_number = ${wanted.number}`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.certificate_number AS "certificateNumber", c.verification_token AS "verificationToken",
      m.display_name AS name, t.name AS type, t.description, t.template, t.warning_days AS "warningDays",
      course.title AS course, c.issued_at AS "issuedAt", c.expires_at AS "expiresAt", c.revoked_at AS "revokedAt",
      c.status::text AS status, later.certificate_number AS "renewedBy"
    FROM certifications c
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
    LEFT JOIN course_registrations r ON r.organization_id = c.organization_id AND r.id = c.course_registration_id
    LEFT JOIN courses course ON course.organization_id = r.organization_id AND course.id = r.course_id
    LEFT JOIN certifications later ON later.organization_id = c.organization_id AND later.id = c.renewed_by_id
    WHERE c.organization_id = ${organization.id}::uuid AND ${which}
      ${wanted.holder ? Prisma.sql`AND c.user_id = ${wanted.holder}::uuid` : Prisma.empty}`;
  const found = rows.map(({ status, warningDays, template, ...row }) => ({
    ...row,
    standing: standing(
      { status, expiresAt: row.expiresAt },
      now,
      warningDays ?? organization.expiryWarningDays,
    ),
    design: storedDesign(template),
  }));
  return "ids" in wanted ? inOrderOf(wanted.ids, found) : found;
}

function inOrderOf(ids: readonly string[], found: readonly PrintedCertificate[]): PrintedCertificate[] {
  const byId = new Map(found.map((one) => [one.id, one]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}
