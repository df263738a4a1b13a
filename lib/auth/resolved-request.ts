import type { Role } from "@/lib/auth/policy";
import type { Locale, Module } from "@/lib/context";
import { askNobody } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

type MemberRole = Exclude<Role, "global_admin">;

/** An active organisation a person is an active member of. */
export type OwnOrganization = Readonly<{ slug: string; name: string; role: MemberRole }>;

/** Why nothing is issued at present: by the organisation's own stop switch, or by that of the installation. */
export type Pause = Readonly<{ by: "organization" | "installation"; reason: string; since: Date }>;

type Row = {
  name: string;
  locale: Locale | null;
  session_version: number;
  is_global_admin: boolean;
  organization_id: string | null;
  organization_slug: string;
  organization_name: string;
  organization_locale: Locale;
  time_zone: string;
  certificate_prefix: string;
  expiry_warning_days: number;
  role: MemberRole | null;
  display_name: string | null;
  modules: Module[] | string;
  /** By name. */
  organizations: OwnOrganization[];
  pauses: (Omit<Pause, "since"> & { since: string })[];
  /** How much the person has not read yet in the organisation: a hundred at most. */
  unread: number;
};

export type ResolvedRequest = Readonly<Omit<Row, "pauses"> & { userId: string; pauses: readonly Pause[] }>;

/**
 * An account with its place in one organisation and what frames its pages, in one question. Null for an account that
 * is gone; without an organisation when the address is unknown, closed or not the person's.
 */
export async function resolveRequest(userId: string, slug: string): Promise<ResolvedRequest | null> {
  const [row] = await askNobody<Row>(Prisma.sql`SELECT * FROM resolve_request(${userId}::uuid, ${slug})`);
  if (!row) return null;
  const pauses = row.pauses.map((pause) => ({ ...pause, since: new Date(pause.since) }));
  return { ...row, userId, pauses };
}
