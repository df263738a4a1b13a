import { isGiven } from "@/lib/badges/standing-queries";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { IssuerFacts } from "@/lib/open-badges/issuer-facts";
import type { Place, Subject } from "@/lib/open-badges/place-service";

/** What a credential is made of, except its place and what was achieved. */
export type SubjectFacts = Readonly<{
  subject: Subject;
  key: string;
  /** Of the version of the achievement, or of the type of certificate. */
  achievementId: string;
  userId: string;
  email: string | null;
  awardedAt: Date;
  expiresAt: Date | null;
  evidenceUrl: string | null;
  evidenceNarrative: string | null;
  number: string | null;
  issuer: IssuerFacts;
  /** Null for one that was never asked for. */
  place: Place | null;
  /** What these rows have now; `public_award_credential` compares it. */
  stamp: string;
}>;

type Row = Omit<SubjectFacts, "subject" | "issuer" | "place"> &
  Omit<IssuerFacts, "slug" | "email"> & {
    id: string;
    issuerEmail: string | null;
    credentialId: string | null;
    salt: string | null;
    list: number | null;
    index: number | null;
  };

function factsOf({ organization }: Ctx, kind: Subject["kind"], row: Row | undefined): SubjectFacts | null {
  if (!row) return null;
  const { id, name, url, issuerEmail, description, imageUrl, credentialId, salt, list, index, ...rest } = row;
  const place =
    credentialId !== null && salt !== null && list !== null && index !== null
      ? { id: credentialId, salt, list, index }
      : null;
  const issuer = { slug: organization.slug, name, url, email: issuerEmail, description, imageUrl };
  return { ...rest, subject: { kind, id }, issuer, place };
}

/**
 * An award that may be published, by its public hash, held until the transaction ends: against change, and against who
 * else would publish it meanwhile. Null for one that
 * waits, was rejected, revoked or declined, and of a person who was erased.
 */
export async function awardFacts(tx: Tx, ctx: Ctx, publicHash: string): Promise<SubjectFacts | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT b.id, b.public_hash AS key, b.achievement_version_id AS "achievementId", b.user_id AS "userId", m.email,
      b.awarded_at AS "awardedAt", b.expires_at AS "expiresAt", b.evidence_url AS "evidenceUrl",
      b.evidence_narrative AS "evidenceNarrative", NULL AS number,
      o.name, o.issuer_url AS url, o.issuer_email AS "issuerEmail", o.issuer_description AS description,
      o.issuer_image_url AS "imageUrl", credential_stamp(b.updated_at, NULL, o.updated_at, m.email) AS stamp,
      p.id AS "credentialId", p.salt, l.number AS list, p.status_list_index AS index
    FROM earned_badges b
    JOIN organizations o ON o.id = b.organization_id
    JOIN memberships m ON m.organization_id = b.organization_id AND m.user_id = b.user_id
    LEFT JOIN credentials p ON p.organization_id = b.organization_id AND p.earned_badge_id = b.id
    LEFT JOIN status_lists l ON l.organization_id = p.organization_id AND l.id = p.status_list_id
    WHERE b.organization_id = ${ctx.organization.id}::uuid AND b.public_hash = ${publicHash}
      AND ${isGiven("b")}
    FOR NO KEY UPDATE OF b`;
  return factsOf(ctx, "award", row);
}

/** The same for a certificate that was not revoked, by the code that is printed on it. */
export async function certificateFacts(tx: Tx, ctx: Ctx, token: string): Promise<SubjectFacts | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.verification_token AS key, c.certification_type_id AS "achievementId", c.user_id AS "userId", m.email,
      c.issued_at AS "awardedAt", c.expires_at AS "expiresAt", NULL AS "evidenceUrl", NULL AS "evidenceNarrative",
      c.certificate_number AS number,
      o.name, o.issuer_url AS url, o.issuer_email AS "issuerEmail", o.issuer_description AS description,
      o.issuer_image_url AS "imageUrl", credential_stamp(c.updated_at, t.updated_at, o.updated_at, m.email) AS stamp,
      p.id AS "credentialId", p.salt, l.number AS list, p.status_list_index AS index
    FROM certifications c
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    JOIN organizations o ON o.id = c.organization_id
    JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
    LEFT JOIN credentials p ON p.organization_id = c.organization_id AND p.certification_id = c.id
    LEFT JOIN status_lists l ON l.organization_id = p.organization_id AND l.id = p.status_list_id
    WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.verification_token = ${token} AND c.status <> 'revoked'
    FOR NO KEY UPDATE OF c`;
  return factsOf(ctx, "certificate", row);
}
