import { createHash, randomBytes } from "node:crypto";
import { asNobody, type Tx } from "@/lib/db";
import { env } from "@/lib/env";

/** How long a link opens its account: PostgreSQL intervals. */
const VALID_FOR = { invitation: "14 days", reset: "1 hour" } as const;

export type PasswordLink = Readonly<{ url: string; expiresAt: Date }>;

type For = Readonly<{
  userId: string;
  /** The membership somebody is invited to; null for a reset, and for a global admin's first link. */
  membershipId: string | null;
  purpose: keyof typeof VALID_FOR;
  createdBy: string | null;
}>;

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** The address people reach this installation at, without a slash at its end. */
export const siteAddress = (): string =>
  (env.HEDER_URL ?? `http://localhost:${env.PORT ?? 3000}`).replace(/\/+$/, "");

/**
 * A single-use link to choose a password, known only to the caller: the database keeps a hash. It replaces an
 * earlier one of the same purpose. Null when the database refuses: an invitation only to an account that nobody
 * has taken into use (see create_password_link).
 */
export async function createPasswordLink(tx: Tx, link: For): Promise<PasswordLink | null> {
  const token = randomBytes(32).toString("base64url");
  const [row] = await tx.$queryRaw<[{ expires_at: Date | null }]>`
    SELECT create_password_link(${link.userId}::uuid, ${link.membershipId}::uuid,
      ${link.purpose}::password_link_purpose, ${hashOf(token)}, ${VALID_FOR[link.purpose]}::interval,
      ${link.createdBy}::uuid) AS expires_at`;
  return row.expires_at && { url: `${siteAddress()}/password/${token}`, expiresAt: row.expires_at };
}

export type FoundLink = Readonly<{
  purpose: keyof typeof VALID_FOR;
  userId: string;
  name: string;
  email: string | null;
  organizationName: string | null;
  organizationSlug: string | null;
  /** The address belongs to another account, whose owner signs in and accepts (acceptInvitation). */
  needsSignIn: boolean;
}>;

type FoundRow = {
  purpose: FoundLink["purpose"];
  user_id: string;
  name: string;
  email: string | null;
  organization_name: string | null;
  organization_slug: string | null;
  needs_sign_in: boolean;
};

/** What a link opens, or null: a used, an expired and an unknown one look the same. */
export async function findPasswordLink(token: string): Promise<FoundLink | null> {
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<FoundRow[]>`SELECT * FROM find_password_link(${hashOf(token)})`,
  );
  if (!row) return null;
  return {
    purpose: row.purpose,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    organizationName: row.organization_name,
    organizationSlug: row.organization_slug,
    needsSignIn: row.needs_sign_in,
  };
}

/** Gives the account its password; every other link and session of it ends. The account's id, or null. */
export async function redeemPasswordLink(
  tx: Tx,
  token: string,
  passwordHash: string,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<[{ user_id: string | null }]>`
    SELECT redeem_password_link(${hashOf(token)}, ${passwordHash}) AS user_id`;
  return row.user_id;
}

/** The membership moves to the account of the person who was invited. The membership's id, or null. */
export async function acceptPasswordLink(tx: Tx, token: string, userId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<[{ membership_id: string | null }]>`
    SELECT accept_invitation(${hashOf(token)}, ${userId}::uuid) AS membership_id`;
  return row.membership_id;
}
