import type { Ctx } from "@/lib/context";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

type Wanted = Readonly<{
  type: string;
  userId?: string;
  name?: string;
  issuedAt?: string;
  /** Null: valid for life. */
  expiresAt?: string | null;
  status?: string;
  /** Who issued it by hand; without, it came from outside. */
  issuedBy?: string;
  /** The certificate that took its place. */
  renewedBy?: string;
}>;

let made = 0;

/** A certificate as it is wanted, to a person of its own unless one is given. */
export async function createTestCertificate(
  database: Pick<TestDatabase, "everything">,
  ctx: Ctx,
  wanted: Wanted,
): Promise<{ id: string; number: string; userId: string }> {
  made += 1;
  const {
    type,
    userId,
    name,
    issuedAt = "2026-01-01T12:00:00Z",
    expiresAt = null,
    status = "active",
  } = wanted;
  const holder = userId ?? (await createTestMember(database, ctx, name ? { name } : {})).userId;
  const number = `${ctx.organization.certificatePrefix}-2026-${String(made).padStart(5, "0")}`;
  const isRevoked = status === "revoked";
  const { rows } = await database.everything.query<{ id: string }>(
    `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, source, issued_at, expires_at,
       status, revoked_at, revocation_reason, issued_by_user_id, renewed_by_id)
     VALUES ($1, $2, $3, $4, $10::certification_source, $5, $6, $7::certification_status, $8, $9, $11, $12) RETURNING id`,
    [
      ctx.organization.id,
      holder,
      type,
      number,
      issuedAt,
      expiresAt,
      status,
      isRevoked ? issuedAt : null,
      isRevoked ? "Feil" : null,
      wanted.issuedBy ? "manual" : "import",
      wanted.issuedBy ?? null,
      wanted.renewedBy ?? null,
    ],
  );
  return { id: rows[0]?.id ?? "", number, userId: holder };
}

/** So many certificates at once, each to a person of its own: `ends` is SQL of the expiry with `n` from 1. */
export async function createManyCertificates(
  database: Pick<TestDatabase, "everything">,
  { organization }: Ctx,
  { type, count, ends = "NULL" }: Readonly<{ type: string; count: number; ends?: string }>,
): Promise<void> {
  await database.everything.query(
    `WITH account AS (
       INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, $3::integer) n RETURNING id, name
     ), member AS (
       INSERT INTO memberships (organization_id, user_id, display_name, role) SELECT $1, id, name, 'peer_mentor' FROM account
       RETURNING user_id, display_name
     ), numbered AS (SELECT user_id, row_number() OVER () AS n FROM member)
     INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, source, issued_at, expires_at)
     SELECT $1, user_id, $2, $4 || '-2025-' || lpad(n::text, 6, '0'), 'import', '2025-01-01Z'::timestamptz + n * interval '1 minute', ${ends}
     FROM numbered`,
    [organization.id, type, count, organization.certificatePrefix],
  );
}
