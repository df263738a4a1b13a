import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type FoundCertificate = Readonly<{ id: string; certificateNumber: string; person: string }>;

/** As `certifications_number_format` has them, or the beginning of one; without the letters they are the organisation's own. */
const NUMBER = /^(?:([A-Z][A-Z0-9]{0,9})-?)?(\d{0,4}(?:-\d{0,20})?)$/;

function beginningOf({ organization }: Ctx, text: string): string | null {
  const [, letters, digits = ""] = NUMBER.exec(text.toUpperCase().replace(/\s/g, "")) ?? [];
  if (letters === undefined && digits.length < 4) return null;
  const prefix = letters ?? organization.certificatePrefix;
  return digits === "" ? prefix : `${prefix}-${digits}`;
}

/** The first certificates whose number begins with this, at most `most`, the latest numbers first. */
export async function findCertificates(ctx: Ctx, text: string, most: number): Promise<FoundCertificate[]> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  const beginning = beginningOf(ctx, text);
  if (beginning === null) return [];
  // Every number that begins with it, and no other, lies between it and it with what comes after any letter or digit.
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<FoundCertificate[]>`
      SELECT c.id, c.certificate_number AS "certificateNumber", m.display_name AS person
      FROM (SELECT * FROM certifications WHERE organization_id = ${ctx.organization.id}::uuid
          AND certificate_number COLLATE "C" >= ${beginning} AND certificate_number COLLATE "C" < ${`${beginning}~`}
        ORDER BY certificate_number COLLATE "C" DESC LIMIT ${most}) c
      JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
      ORDER BY c.certificate_number COLLATE "C" DESC`,
  );
}
